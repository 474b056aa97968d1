// @vitest-environment node
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { redactBody } from './redact.js'

const KEY = 'mr_mr_live_0123456789'

function inChunks(text: string, sizes: readonly number[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  return new ReadableStream({
    start(controller) {
      let at = 0
      for (let index = 0; at < bytes.length; index += 1) {
        const size = sizes[index % sizes.length] ?? 1
        controller.enqueue(bytes.slice(at, at + size))
        at += size
      }
      controller.close()
    },
  })
}

const hidden = (text: string, sizes = [7], key = KEY) =>
  new Response(redactBody(inChunks(text, sizes), [key])).text()

it('leaves a body as it is but for the key, however it is cut', async () => {
  const pieces = fc.array(fc.constantFrom(KEY, 'mr_', 'mr_mr_', KEY.slice(0, -1), 'words ', 'ü€', '"'))
  await fc.assert(
    fc.asyncProperty(
      pieces,
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      async (all, sizes) => {
        const text = all.join('')
        expect(await hidden(text, sizes)).toBe(text.replaceAll(KEY, '*'.repeat(KEY.length)))
      },
    ),
  )
})

it('does not treat a short word as a key', async () => {
  expect(await hidden('a demo', [3], 'demo')).toBe('a demo')
})
