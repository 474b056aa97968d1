import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createManualClock } from 'modelrunner-react/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { wartyProxies } from '../../test/warty-proxies/warty-proxies.js'
import { buildDemo } from '../support/build-demo.js'
import { buildPage } from '../support/build-page.js'
import { startStack, type Stack, type StackOptions } from '../support/start-stack.js'
import { engines } from './engines.js'
import { type Engine, type EngineWindow, says, shown, type Tab, until } from './engine.js'

const MIB = 1024 * 1024
const PICTURE = '[data-mr=output-view] img'
const PROMPT = '[data-mr=schema-form] textarea'
const RUN = '[data-mr-part=submit]'
const focusIsOn = (text: string) => document.activeElement?.textContent === text
const fact = (name: string) => `[data-fact=${name}]`

let folders: Record<'runs' | 'uploads' | 'files', string>
beforeAll(async () => {
  await buildDemo()
  folders = {
    runs: await buildPage('runs'),
    uploads: await buildPage('uploads'),
    files: await buildPage('files'),
  }
}, 300_000)

describe.each(engines)('%s', (_, start) => {
  let engine: Engine
  let window: EngineWindow
  let tab: Tab
  let stack: Stack | undefined

  beforeAll(async () => {
    engine = await start()
  }, 120_000)
  afterAll(() => engine.close())
  beforeEach(async () => {
    window = await engine.newWindow()
    tab = await window.newTab()
  }, 60_000)
  afterEach(async () => {
    await window.close()
    await stack?.close()
    stack = undefined
  })

  async function open(options: StackOptions = {}, path = ''): Promise<Stack> {
    stack = await startStack(options)
    await tab.goto(stack.url + path)
    return stack
  }

  async function run(prompt: string): Promise<void> {
    await tab.fill(PROMPT, prompt)
    await tab.click(RUN)
  }

  /** The first picture of the output has really loaded. */
  const pictured = () =>
    until(
      tab,
      'the picture has loaded',
      (selector) => (document.querySelector<HTMLImageElement>(selector)?.naturalWidth ?? 0) > 0,
      PICTURE,
    )

  it('makes an image of a prompt, by one submit', async () => {
    const { emulator } = await open()
    await run('a boat')
    await pictured()
    expect(emulator.requests()).toHaveLength(1)
    expect(emulator.billed().count).toBe(1)
  })

  it('goes on with a run after a reload, and sends nothing again', async () => {
    const { emulator } = await open({ folder: folders.runs }, '?key=boat')
    await tab.click('button')
    await expect.poll(() => emulator.requests().length).toBe(1)
    await tab.reload()
    await says(tab, fact('phase'), 'succeeded')
    expect(emulator.requests()).toHaveLength(1)
  })

  it('opens again, however often it is reloaded while its code is on its way', async () => {
    await open()
    for (let round = 0; round < 5; round += 1) await tab.reload()
    await tab.fill(PROMPT, 'a boat')
  })

  it('opens a stream that was cut again', async () => {
    const { emulator } = await open({
      folder: folders.runs,
      settings: { faults: [{ route: 'stream', stream: { dropAfterEvents: 2 }, times: 1 }] },
    })
    await tab.click('button')
    await says(tab, fact('phase'), 'succeeded')
    expect(emulator.faultCounts()).not.toEqual({})
    expect(emulator.requests()).toHaveLength(1)
  })

  it('polls where the stream never brings a byte', async () => {
    const { emulator } = await open({ folder: folders.runs, proxy: wartyProxies.buffers })
    await tab.click('button')
    await says(tab, fact('phase'), 'succeeded')
    expect(emulator.requests()).toHaveLength(1)
  })

  it('shares one stream and one named run between two tabs', async () => {
    const clock = createManualClock()
    const { emulator, url } = await open(
      { folder: folders.runs, emulator: { clock }, proxy: wartyProxies.official },
      '?key=boat',
    )
    const other = await window.newTab()
    await other.goto(`${url}?key=boat`)
    await tab.click('button')
    for (const each of [tab, other]) await says(each, fact('phase'), 'queued')
    await clock.advance(1_000)
    for (const each of [tab, other]) await says(each, fact('phase'), 'succeeded')
    expect(emulator.requests()).toHaveLength(1)
    expect(emulator.streams().opened).toBeLessThanOrEqual(2)
  })

  it('stops watching a run, which a model finishes all the same', async () => {
    const clock = createManualClock()
    const { emulator } = await open({ emulator: { clock } })
    await run('a boat')
    await expect.poll(() => emulator.requests().length).toBe(1)
    await tab.click('[data-mr-part=cancel]')
    await shown(tab, '[data-mr=request-runner][data-mr-part=stage][data-state=idle]')
    await clock.advance(60_000)
    expect(emulator.requests()).toMatchObject([{ status: 'COMPLETED' }])
  })

  it('says that the balance is empty, and keeps the prompt', async () => {
    const { emulator } = await open({ settings: { balance: '0' } })
    await run('a boat')
    await shown(tab, '[data-mr=error-notice][data-state=insufficient-balance]')
    expect(
      await tab.evaluate((field) => document.querySelector<HTMLTextAreaElement>(field)?.value, PROMPT),
    ).toBe('a boat')
    expect(emulator.requests()).toEqual([])
  })

  it('uploads a file that was chosen, and goes on with it after a reload', { timeout: 180_000 }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'modelrunner-react-engines-'))
    const path = join(directory, 'boat.mp4')
    const content = randomBytes(100 * MIB)
    await writeFile(path, content)
    const { emulator } = await open({ folder: folders.uploads })
    await tab.choose('input[type=file]', [path])
    await expect
      .poll(() => emulator.uploads()[0]?.partsReceived?.length ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0)
    await tab.reload()
    await shown(tab, 'input[type=file]')
    const sentBefore = emulator.log.filter(({ route }) => route === 'part').length
    await tab.choose('input[type=file]', [path])
    await says(tab, 'output', 'done 1')
    expect(emulator.uploads()).toMatchObject([
      { state: 'complete', sha256: createHash('sha256').update(content).digest('hex') },
    ])
    const parts = emulator.uploads()[0]?.partsReceived?.length ?? 0
    const sentAfter = emulator.log.filter(({ route }) => route === 'part').length - sentBefore
    expect(sentAfter).toBeLessThan(parts)
    await rm(directory, { recursive: true })
  })

  it.each([
    ['overwritten', (path: string) => writeFile(path, randomBytes(100 * MIB))],
    ['deleted', (path: string) => rm(path)],
  ])('says so of a file that is %s while it goes up', { timeout: 180_000 }, async (_what, change) => {
    const directory = await mkdtemp(join(tmpdir(), 'modelrunner-react-engines-'))
    const path = join(directory, 'boat.mp4')
    await writeFile(path, randomBytes(100 * MIB))
    const { emulator } = await open({ folder: folders.uploads })
    emulator.set({ faults: [{ route: 'part', skip: 3, answerDelayMs: 1_000 }] })
    await tab.choose('input[type=file]', [path])
    await expect
      .poll(() => emulator.uploads()[0]?.partsReceived?.length ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0)
    await change(path)
    await says(tab, 'output', 'changed or removed', 120_000)
    await says(tab, 'output', 'failed')
    expect(emulator.uploads()[0]?.state).toBe('open')
    await rm(directory, { recursive: true })
  })

  it('finds and removes a file of the library by keys alone', async () => {
    const { emulator } = await open({ folder: folders.files })
    emulator.seedFiles(6)
    await tab.goto(`${stack?.url}?library`)
    await shown(tab, '[role=gridcell]')
    for (let stop = 0; stop < 30; stop++) {
      if (await tab.evaluate(() => document.activeElement?.getAttribute('role') === 'gridcell', undefined))
        break
      await tab.press('Tab')
    }
    await tab.press('ArrowRight')
    const name = await tab.evaluate(
      () => document.activeElement?.querySelector('[data-mr-part=name]')?.textContent ?? '',
      undefined,
    )
    expect(name).not.toBe('')
    await tab.press('Delete')
    await shown(tab, '[role=dialog], dialog[open]')
    // The question has the focus on its safe answer. Forwards, Tab would leave the page for the browser's own controls.
    await until(tab, 'the safe answer has the focus', focusIsOn, 'Cancel')
    await tab.press('Shift+Tab')
    await until(tab, 'the other answer has the focus', focusIsOn, 'Remove')
    await tab.press('Enter')
    await until(
      tab,
      `${name} is gone`,
      (gone) =>
        ![...document.querySelectorAll('[role=gridcell]')].some((cell) => cell.textContent?.includes(gone)),
      name,
    )
  })

  it('is dark where dark is asked for, and right-to-left in Arabic', async () => {
    await open()
    await tab.evaluate(() => {
      localStorage.setItem('demo.theme', 'dark')
      localStorage.setItem('demo.language', 'ar')
    }, undefined)
    await tab.reload()
    await shown(tab, PROMPT)
    const look = await tab.evaluate((selector) => {
      const style = getComputedStyle(document.querySelector(selector) as Element)
      return { direction: style.direction, background: style.backgroundColor }
    }, RUN)
    expect(look.direction).toBe('rtl')
    const surface = await tab.evaluate(
      () => getComputedStyle(document.querySelector('[data-mr=request-runner]') as Element).colorScheme,
      undefined,
    )
    expect(surface).toContain('dark')
  })

  it('runs where storage is blocked', async () => {
    const { emulator, url } = await open({ folder: folders.runs })
    await tab.goto(`${url}?key=boat&storage=blocked`)
    await tab.click('button')
    await says(tab, fact('phase'), 'succeeded')
    expect(emulator.requests()).toHaveLength(1)
  })

  it('is live again when it comes back from the back/forward cache', async () => {
    const { emulator, url } = await open({ folder: folders.runs }, '?key=boat')
    await says(tab, fact('phase'), 'idle')
    await tab.goto(`${url}?key=other`)
    await says(tab, fact('phase'), 'idle')
    await tab.back()
    await tab.click('button')
    await says(tab, fact('phase'), 'succeeded')
    expect(emulator.requests()).toHaveLength(1)
  })
})
