import type { ChatMessage } from 'modelrunner-react'

/** A call whose answer was on its way when its page was left. */
interface Left {
  clientId: string
  answerId: string
}

/** What a browser holds in which a conversation was had before: a storage for the provider of one story. */
export function keptChat(messages: ChatMessage[], left?: Left): Storage {
  const turn = left && { ...left, status: 'streaming', at: Date.now() }
  const record = {
    version: 1,
    state: { messages, turn, unread: [], charges: {} },
    tab: 'a tab that is gone',
    aliveAt: 0,
  }
  const stored = new Map<string, string>()
  // The package uses no more of it than this.
  return {
    getItem: (key: string) =>
      stored.get(key) ?? (key.startsWith('modelrunner:chat:') ? JSON.stringify(record) : null),
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.set(key, 'null'),
  } as Storage
}

let count = 0

/** A question and its answer, as they were had. */
export function turn(asked: ChatMessage['content'], answer: ChatMessage['content']): ChatMessage[] {
  count += 1
  return [
    { id: `asked-${count}`, role: 'user', content: asked, state: 'done' },
    { id: `answer-${count}`, role: 'assistant', content: answer, state: 'done', cost: '0.000412' },
  ]
}

/** A picture without a network. */
export function picture(from: string, to: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = 480
  canvas.height = 320
  const context = canvas.getContext('2d')
  if (!context) return ''
  const gradient = context.createLinearGradient(0, 0, 480, 320)
  gradient.addColorStop(0, from)
  gradient.addColorStop(1, to)
  context.fillStyle = gradient
  context.fillRect(0, 0, 480, 320)
  return canvas.toDataURL('image/png')
}
