import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { pack } from '../../test/package/pack.js'
import { npm } from '../support/install-fixture.js'
import { API_KEY } from '../support/start-stack.js'
import { test } from '../support/stack-test.js'

/** What the page offers under each SDK's name: the recipes of docs/chat.md. */
interface Recipes {
  stream(prompt: string, onText: (text: string) => void): Promise<{ tokens: number }>
  callTool(prompt: string): Promise<string>
  askForJson(prompt: string): Promise<unknown>
}

let folder = ''
test.beforeAll(async () => {
  const app = join(await mkdtemp(join(tmpdir(), 'modelrunner-react-sdk-')), 'app')
  await cp(join(import.meta.dirname, 'app'), app, { recursive: true })
  await npm(app, ['install', '--prefer-offline', '--no-audit', '--no-fund', pack().tarball])
  await npm(app, ['run', 'types'])
  await npm(app, ['run', 'build'])
  folder = join(app, 'dist/')
})
test.use({
  stackOptions: async ({ page: _page }, handOver) => {
    await handOver({ folder, settings: { firstTokenMs: 20, tokenMs: 2 } })
  },
})

/** Runs one recipe in the page. */
const recipe = <T>(
  page: Page,
  sdk: string,
  run: (recipes: Recipes, prompt: string) => Promise<T>,
  prompt: string,
) =>
  page.evaluate(
    `(${run.toString()})(globalThis.recipes[${JSON.stringify(sdk)}], ${JSON.stringify(prompt)})`,
  ) as Promise<T>

for (const sdk of ['openai', 'ai-sdk']) {
  test(`${sdk} streams an answer, without a key in the browser`, async ({ page, stack, browserLog }) => {
    await page.goto(stack.url)
    const { pieces, tokens } = await recipe(
      page,
      sdk,
      async (recipes, prompt) => {
        const pieces: { text: string; at: number }[] = []
        const { tokens } = await recipes.stream(prompt, (text) => {
          if (text) pieces.push({ text, at: performance.now() })
        })
        return { pieces, tokens }
      },
      'Why is the sky blue?',
    )
    const [request] = stack.emulator.requests()
    const output = request?.output as { choices: { message: { content: string } }[]; usage: object }
    expect(pieces.map(({ text }) => text).join('')).toBe(output.choices[0]?.message.content)
    expect(output.usage).toMatchObject({ completion_tokens: tokens })
    // Piece by piece: the model takes 2 ms for each of its tokens.
    expect(pieces.length).toBeGreaterThan(10)
    expect((pieces.at(-1)?.at ?? 0) - (pieces[0]?.at ?? 0)).toBeGreaterThan(50)
    expect(stack.emulator.billed().count).toBe(1)
    const everything = await browserLog.everything()
    expect(everything).not.toContain(API_KEY)
    expect(browserLog.calls.filter(({ headers }) => 'authorization' in headers)).toEqual([])
    expect(browserLog.complaints).toEqual([])
  })

  test(`${sdk} lets the model call a tool and answer with what it gave`, async ({ page, stack }) => {
    await page.goto(stack.url)
    const text = await recipe(
      page,
      sdk,
      (recipes, prompt) => recipes.callTool(prompt),
      'The weather in Paris?',
    )
    expect(text).toContain('18 °C in Paris')
    expect(stack.emulator.billed().count).toBe(2)
  })

  test(`${sdk} gets an answer that is JSON`, async ({ page, stack }) => {
    await page.goto(stack.url)
    const value = await recipe(
      page,
      sdk,
      (recipes, prompt) => recipes.askForJson(prompt),
      'The capital is Rome',
    )
    expect(value).toEqual(sdk === 'openai' ? { answer: expect.any(String) as unknown } : { city: 'Rome' })
    expect(stack.emulator.billed().count).toBe(1)
  })

  test(`${sdk} does not repeat a call whose answer was lost`, async ({ page, stack }) => {
    stack.emulator.set({ faults: [{ route: 'chat', times: 1, cut: 'after' }] })
    await page.goto(stack.url)
    const error = await recipe(
      page,
      sdk,
      (recipes, prompt) =>
        recipes.askForJson(prompt).then(
          () => 'answered',
          (cause: Error) => cause.message,
        ),
      'The capital is Rome',
    )
    expect(error).not.toBe('answered')
    expect(stack.emulator.requests()).toHaveLength(1)
  })
}
