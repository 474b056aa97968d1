// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { MAX_ANSWER_BYTES, readText } from './bodies.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function answerOf(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void) {
  const cancel = vi.fn()
  return { response: new Response(new ReadableStream({ pull, cancel }, { highWaterMark: 0 })), cancel }
}

it('puts characters together that were split', async () => {
  const bytes = new TextEncoder().encode('für 5 €')
  let next = 0
  const { response } = answerOf((controller) => {
    if (next === bytes.length) controller.close()
    else controller.enqueue(bytes.subarray(next, ++next))
  })
  expect(await readText(response, 1000)).toBe('für 5 €')
})

it('ends the call where the answer takes too long', async () => {
  const { response, cancel } = answerOf(() => {})
  const reading = expect(readText(response, 1000)).rejects.toMatchObject({ status: 504 })
  await vi.advanceTimersByTimeAsync(1000)
  await reading
  expect(cancel).toHaveBeenCalledOnce()
})

it('ends the call where the answer has no end', { timeout: 60_000 }, async () => {
  const megabytes = new Uint8Array(16 * 1024 * 1024)
  let sent = 0
  const { response, cancel } = answerOf((controller) => {
    sent += megabytes.length
    controller.enqueue(megabytes)
  })
  await expect(readText(response, 30_000)).rejects.toMatchObject({ status: 502 })
  expect(sent).toBeLessThanOrEqual(MAX_ANSWER_BYTES + megabytes.length)
  expect(cancel).toHaveBeenCalledOnce()
})

it('says that an answer broke off', async () => {
  const { response } = answerOf((controller) => controller.error(new Error('terminated')))
  await expect(readText(response, 1000)).rejects.toMatchObject({ status: 502 })
})
