import type { Environment } from '../environment.js'
import type { ChatMessage } from './chat-state.js'

/** What a tab that follows an answer wants of the tab that reads it. */
export type ChatWish = { type: 'stop' } | { type: 'reset' } | { type: 'replace'; messages: ChatMessage[] }

type Channels = Pick<Environment, 'openChannel'>

/** Asks the tab that reads the answer of this call; files in messages pass, too. */
export function askReadingTab(
  { openChannel }: Channels,
  name: string,
  clientId: string,
  wish: ChatWish,
): void {
  const channel = openChannel(name)
  channel?.postMessage({ clientId, wish })
  channel?.close()
}

/** Fulfils what other tabs ask while this one reads the answer of a call; returns the function that ends it. */
export function fulfilWishes(
  { openChannel }: Channels,
  name: string,
  clientId: string,
  fulfil: (wish: ChatWish) => void,
): () => void {
  const channel = openChannel(name)
  if (!channel) return () => {}
  channel.onmessage = ({ data }: MessageEvent<{ clientId: string; wish: ChatWish }>) => {
    if (data.clientId === clientId) fulfil(data.wish)
  }
  return () => channel.close()
}
