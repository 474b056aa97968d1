// JavaScript, because the peers are no part of this package's tree and bring their types along.
import { createFal } from '@ai-sdk/fal'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { createFalClient } from '@fal-ai/client'
import { generateImage, streamText } from 'ai'

export const FAL_HOST = 'https://queue.fal.run'

/**
 * fal's client with its own defaults.
 * @param {typeof globalThis.fetch} fetch
 */
export const openFal = (fetch) =>
  createFalClient({ fetch, credentials: 'bench', suppressLocalCredentialsWarning: true })

/**
 * One click as an app does it: submit, follow, result. `onUpdate` is called with each status.
 * @param {ReturnType<typeof openFal>} fal
 * @param {string} endpoint
 * @param {object} input
 * @param {(status: string) => void} [onUpdate]
 */
export const falRun = (fal, endpoint, input, onUpdate = () => {}) =>
  fal.subscribe(endpoint, { input, onQueueUpdate: ({ status }) => onUpdate(status) })

/**
 * One picture through the AI SDK with its own defaults.
 * @param {typeof globalThis.fetch} fetch
 */
export const aiSdkImage = (fetch) =>
  generateImage({
    model: createFal({ apiKey: 'bench', fetch }).image('bench/model'),
    prompt: 'two friends cooking together',
  })

/**
 * Time to the first token of a chat through the AI SDK, ms.
 * @param {string} baseURL
 * @param {string} model
 * @param {typeof globalThis.fetch} fetch
 */
export async function aiSdkFirstToken(baseURL, model, fetch) {
  const provider = createOpenAICompatible({ name: 'bench', baseURL, apiKey: 'bench', fetch })
  const abort = new AbortController()
  const startedAt = performance.now()
  const { textStream } = streamText({
    model: provider(model),
    prompt: 'Say something.',
    abortSignal: abort.signal,
    onError: () => {},
  })
  for await (const text of textStream) {
    if (!text) continue
    const ms = performance.now() - startedAt
    abort.abort()
    return ms
  }
  throw new Error('no token came')
}
