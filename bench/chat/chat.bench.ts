import { expect, type Page, test } from '@playwright/test'
import { buildPage } from '../../e2e/support/build-page.js'
import { startStack } from '../../e2e/support/start-stack.js'

const ANSWERS = 40

declare global {
  interface Window {
    /** What was measured in the page. */
    measured: {
      arrived: number[]
      painted: number[]
      /** Frames from an arrival to the one in which it stands. */
      frames: number[]
      longTasks: number[]
      jumps: number[]
    }
  }
}

const ask = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
}
const last = (page: Page) => page.locator('[data-mr="chat-runner"][data-mr-part="message"]').last()
const isDone = (page: Page) => expect(last(page)).toHaveAttribute('data-state', 'done', { timeout: 60_000 })

/** Notes when the first text of each answer arrives, and the frame in which it stands; long tasks on the way. */
async function watch(page: Page) {
  await page.addInitScript(() => {
    window.measured = { arrived: [], painted: [], frames: [], longTasks: [], jumps: [] }
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.measured.longTasks.push(duration)
    }).observe({ type: 'longtask' })
    const { fetch } = window
    window.fetch = async (...args) => {
      const response = await fetch(...args)
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body)
        return response
      const decoder = new TextDecoder()
      let isSeen = false
      const body = response.body.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            if (!isSeen && /"content":"[^"]/.test(decoder.decode(chunk, { stream: true }))) {
              isSeen = true
              window.measured.arrived.push(performance.now())
              const waiting = document.querySelectorAll('[data-role=assistant] [data-mr-markdown]').length
              let frames = 0
              const look = (at: number) => {
                frames += 1
                const now = document.querySelectorAll('[data-role=assistant] [data-mr-markdown]').length
                if (now > waiting) {
                  window.measured.painted.push(at)
                  window.measured.frames.push(frames)
                } else requestAnimationFrame(look)
              }
              requestAnimationFrame(look)
            }
            controller.enqueue(chunk)
          },
        }),
      )
      return new Response(body, { status: response.status, headers: response.headers })
    }
  })
}

test('chat: first token, 2,000 tokens a second, reading back', async ({ page }) => {
  const stack = await startStack({
    folder: await buildPage('chat'),
    settings: { firstTokenMs: 30, tokenMs: 4 },
  })
  await watch(page)
  await page.goto(`${stack.url}?tokens=6`)
  for (let at = 1; at <= ANSWERS; at++) {
    await ask(page, `Question ${at}`)
    await expect(last(page)).toHaveAttribute('data-role', 'assistant')
    await isDone(page)
  }
  const { arrived, painted, frames } = await page.evaluate(() => window.measured)
  const waits = arrived.map((at, index) => (painted[index] ?? Infinity) - at).sort((a, b) => a - b)
  const at = (values: readonly number[], share: number) =>
    values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN
  const wait = (share: number) => at(waits, share).toFixed(1)

  await page.goto(`${stack.url}?tokens=4000`)
  await page.getByRole('button', { name: 'New conversation' }).click()
  stack.emulator.set({ tokenMs: 0.35 })
  await page.evaluate(() => window.measured.longTasks.splice(0))
  const startedAt = Date.now()
  await ask(page, 'Write 4000 words about the sea')
  await isDone(page)
  const seconds = (Date.now() - startedAt) / 1000
  const { longTasks } = await page.evaluate(() => window.measured)
  const tokens = (stack.emulator.requests().at(-1)?.output as { usage: { completion_tokens: number } }).usage
    .completion_tokens

  stack.emulator.set({ tokenMs: 4 })
  await ask(page, 'Write 800 words about the moon')
  await expect(last(page)).toHaveAttribute('data-state', 'streaming')
  await page.locator('[data-mr="chat-runner"][data-mr-part="log"]').hover()
  await page.mouse.wheel(0, -100_000)
  // The wheel's own way ends at the top.
  const log = page.locator('[data-mr="chat-runner"][data-mr-part="log"]')
  await expect.poll(() => log.evaluate(({ scrollTop }) => scrollTop)).toBe(0)
  await page.evaluate(async () => {
    const message = document.querySelector('[data-mr="chat-runner"][data-mr-part="message"]')
    let before = message?.getBoundingClientRect().top ?? 0
    for (let frame = 0; frame < 120; frame++) {
      await new Promise(requestAnimationFrame)
      const top = message?.getBoundingClientRect().top ?? 0
      window.measured.jumps.push(Math.abs(top - before))
      before = top
    }
  })
  const { jumps } = await page.evaluate(() => window.measured)
  await stack.close()
  process.stdout.write(
    [
      `\nfirst token, arrival to frame: p50 ${wait(0.5)} ms, p95 ${wait(0.95)} ms, p95 ${at(frames, 0.95)} frames (${waits.length} answers)`,
      `${tokens} tokens in ${seconds.toFixed(1)} s: long tasks ${longTasks.length === 0 ? 'none' : `${longTasks.map(Math.round).join(', ')} ms`}`,
      `reading back, 120 frames: largest jump ${Math.max(...jumps)} px\n`,
    ].join('\n'),
  )
})
