import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { Balance } from '../../src/components/balance/Balance.js'
import { Analysis } from '../../src/components/output-view/views/Analysis.js'
import { loadDataViews } from '../../src/components/output-view/DataView.js'
import { OutputView } from '../../src/components/output-view/OutputView.js'
import { Transcript } from '../../src/components/output-view/views/Transcript.js'
import { Viewer } from '../../src/components/output-view/Viewer.js'
import { HistoryRow } from '../../src/components/request-history/HistoryRows.js'
import { RunDetails } from '../../src/components/request-history/RunDetails.js'
import { RequestHistory } from '../../src/components/request-history/RequestHistory.js'
import {
  RequestRunner,
  type RequestRunnerProps,
  formChunk,
} from '../../src/components/request-runner/RequestRunner.js'
import { stageChunk, StagePlaceholder } from '../../src/components/request-runner/StagePlaceholder.js'
import { RequestStatus } from '../../src/components/request-status/RequestStatus.js'
import type { Emulator } from '../../src/emulator/emulator.js'
import type { JsonSchema } from '../../src/protocol/model.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { FakeClock } from '../support/fake-clock.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'

const said = new Set<string>()

function show(
  element: ReactElement,
  { data = [], prepare }: { data?: (string | RegExp)[]; prepare?: (emulator: Emulator) => void } = {},
) {
  const clock = new FakeClock()
  const platform = openPlatform({ clock }, { messages: marked, clock })
  platform.emulator.set({ queueMs: 10, runMs: 20 })
  prepare?.(platform.emulator)
  const words = watchTexts(data)
  const view = render(element, { wrapper: platform.wrapper })
  const check = () => {
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  }
  return { ...platform, ...view, words, clock, check, advance: (ms: number) => act(() => clock.advance(ms)) }
}
const item = (more: Partial<RequestItem>): RequestItem => ({
  id: 'r1',
  modelEndpoint: 'xowner/xmodel',
  status: 'COMPLETED',
  billingStatus: 'charged',
  createdAt: new Date(Date.UTC(2026, 0, 1)).toISOString(),
  ...more,
})

describe('outputs say nothing but the messages', () => {
  beforeAll(loadDataViews)
  it.each([
    { images: ['https://a.example/x1.png', 'https://a.example/x2.png'] },
    ['https://a.example/x1.mp4', 'https://a.example/x2.mp4'],
    ['https://a.example/x1.mp3', 'https://a.example/x2.mp3'],
    ['https://a.example/x1.glb', 'https://a.example/x2.zip'],
    { text: 'Xtext', bad: { url: 'javascript:x' } },
    { xnested: { xdeep: [1, 'Xtext', null, true] } },
    null,
  ])('%j', async (output) => {
    const { check, container } = show(<OutputView output={output} />, {
      data: [/\bx[12]\.\w+/, /\bX?x?(text|nested|deep|bad)\b/, /\b(url|javascript:x|true|null)\b/],
    })
    check()
    for (const media of container.querySelectorAll('img, video, audio')) fireEvent.error(media)
    for (const toggle of container.querySelectorAll('summary')) fireEvent.click(toggle)
    const copy = screen.queryAllByRole('button', { name: /outputCopy/ })[0]
    if (copy) await userEvent.setup().click(copy)
    check()
  })

  it('what is opened, and what few models give', async () => {
    const segments = Array.from({ length: 201 }, () => ({ start: 0, end: 1, text: 'Xtext' }))
    const pictures = ['https://a.example/x1.png', 'https://a.example/x2.png'].map((url) => ({
      url,
      alt: 'Xalt',
    }))
    const { check, container } = show(
      <>
        <OutputView
          output={{ images: ['https://a.example/x1.png'], seed: 1 }}
          onUse={() => {}}
          onUseSeed={() => {}}
        />
        <OutputView output="https://a.example/x1.glb" modelViewer={() => Promise.reject(new Error('none'))} />
        <Transcript piece={{ kind: 'transcript', text: 'Xtext', segments }} />
        <Analysis piece={{ kind: 'labels', labels: [{ label: 'Xlabel', score: 0.5 }] }} />
        <Analysis
          piece={{ kind: 'boxes', boxes: [{ label: 'Xlabel', left: 0, top: 0, width: 1, height: 1 }] }}
          before="https://a.example/x2.png"
        />
        <Analysis piece={{ kind: 'embedding', values: [0.5, 0.25] }} />
        <Viewer viewable={pictures} first={0} before="https://a.example/x2.png" onClose={() => {}} />
      </>,
      { data: [/\bx[12]\.\w+/, /Xtext|Xlabel|Xalt/, /[\d.,:% …]+/] },
    )
    await screen.findByText(/outputView3d/, {}, { timeout: 15_000 })
    fireEvent.click(screen.getByRole('button', { name: /outputCompare¦/ }))
    const [copyImage] = container.querySelectorAll('[data-mr-part=copyImage]')
    if (copyImage) fireEvent.click(copyImage)
    await screen.findAllByText(/outputCopyFailed/, {}, { timeout: 15_000 })
    vi.stubGlobal('fetch', () => new Promise(() => {}))
    const [download] = container.querySelectorAll('[data-mr-part=download]')
    if (download) fireEvent.click(download)
    vi.unstubAllGlobals()
    check()
  })

  it('when it was removed', () => show(<OutputView output={{}} purged />).check())

  it('in every way that they can', () => {
    expect(keysOf('output').filter((key) => !said.has(key))).toEqual([])
  })
})

describe('a status says nothing but the messages', () => {
  it.each([
    item({ status: 'IN_QUEUE', billingStatus: 'pending' }),
    item({ status: 'IN_PROGRESS', billingStatus: 'pending' }),
    item({ status: 'COMPLETED', billingStatus: 'pending' }),
    item({ updatedAt: new Date(Date.UTC(2026, 0, 1, 0, 1)).toISOString() }),
    item({ status: 'FAILED', billingStatus: 'failed' }),
    item({ status: 'CANCELLED', billingStatus: 'failed' }),
  ])('$status, $billingStatus', async (request) => {
    const { check, advance } = show(<RequestStatus request={request} />)
    check()
    await advance(40_000)
    check()
  })

  it.each(['cancelled', 'already-finished', 'still-running'])(
    'when a cancel came to: %s',
    async (outcome) => {
      let end = (_: string) => {}
      const onCancel = () => new Promise<string>((resolve) => (end = resolve))
      const pending = item({ status: 'IN_PROGRESS', billingStatus: 'pending', targetKind: 'deployment' })
      const { check, rerender } = show(<RequestStatus request={pending} onCancel={onCancel} />)
      fireEvent.click(screen.getByRole('button', { name: /statusCancel¦/ }))
      check()
      await act(async () => end(outcome))
      check()
      rerender(<RequestStatus request={item({})} onCancel={onCancel} />)
      check()
    },
  )

  it('when the run cannot be stopped, and when it cannot be read', async () => {
    const pending = item({ status: 'IN_QUEUE', billingStatus: 'pending' })
    const open = show(<RequestStatus request={pending} onCancel={() => {}} />)
    await open.advance(40_000)
    open.check()
    const { check } = show(<RequestStatus requestId="r2" />)
    check()
    await screen.findByText(/statusUnreadable/)
    check()
  })

  it('in every way that it can', () => {
    expect(keysOf('status').filter((key) => !said.has(key))).toEqual([])
  })
})

describe('a runner says nothing but the messages', () => {
  // It comes in real time: the clock is for the runs alone.
  beforeAll(() => Promise.all([formChunk.load(), stageChunk.load()]))

  it('while the next run is in progress, offline too, and next to earlier runs', async () => {
    const schema: JsonSchema = { properties: { xprompt: { type: 'string', title: 'Xprompt' } } }
    const runner = <RequestRunner endpoint="test/slow" schema={schema} defaultInput={{ xprompt: 'Xwords' }} />
    const data = ['Xprompt', 'xprompt', 'Xwords', 'Xmore', 'Started', /\d+ %/, /[\w-]{21}/]
    const { check, advance, container } = show(runner, { data })
    const start = () => fireEvent.click(screen.getByRole('button', { name: /runnerRun/ }))
    const until = (state: string, stepMs = 5000) =>
      waitFor(async () => {
        if (stepMs) await advance(stepMs)
        expect(container.firstElementChild).toHaveAttribute('data-state', state)
      })
    start()
    await until('queued', 0)
    await until('succeeded')
    fireEvent.change(screen.getByLabelText(/Xprompt/), { target: { value: 'Xmore' } })
    check()
    start()
    await until('queued', 0)
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    act(() => void window.dispatchEvent(new Event('offline')))
    check()
    vi.restoreAllMocks()
    act(() => void window.dispatchEvent(new Event('online')))
    await until('succeeded')
    check()
  })

  const schema: JsonSchema = { properties: { xprompt: { type: 'string', title: 'Xprompt' } } }
  const open = (props: Partial<RequestRunnerProps>) => {
    const runner = <RequestRunner endpoint="test/echo" schema={schema} {...props} />
    return show(runner, { data: ['Xprompt', 'xprompt', 'Xwords', /[\w-]{21}/] })
  }
  const run = () => fireEvent.click(screen.getByRole('button', { name: /runnerRun/ }))
  const phase = (container: HTMLElement, name: string) =>
    waitFor(() => expect(container.firstElementChild).toHaveAttribute('data-state', name))

  it('from the form to the output', async () => {
    const { check, advance, container } = open({ defaultInput: { xprompt: 'Xwords' } })
    run()
    await phase(container, 'queued')
    check()
    await waitFor(async () => {
      await advance(100)
      expect(container.firstElementChild).toHaveAttribute('data-state', 'succeeded')
    })
    check()
  })

  it('while the model logs its steps', async () => {
    const runner = (
      <RequestRunner
        endpoint="bytedance/sdxl-lightning-4step"
        schema={{ properties: { prompt: { type: 'string', title: 'Xprompt' } } }}
        defaultInput={{ prompt: 'Xwords' }}
      />
    )
    const data = ['Xprompt', 'Xwords', 'Started', 'Loading weights', /step \d\/4/, /[\w-]{21}/]
    const { check, advance } = show(runner, {
      data,
      prepare: (emulator) => emulator.set({ runMs: 14_000 }),
    })
    run()
    await waitFor(async () => {
      await advance(250)
      expect(screen.getByText(/· .*runnerStep/)).toBeVisible()
    })
    check()
  })

  it('while sending takes long, with and without a connection', async () => {
    const { check, container, emulator, advance } = open({ defaultInput: { xprompt: 'Xwords' } })
    emulator.set({ faults: [{ route: 'submit', delayMs: 600_000 }] })
    run()
    await phase(container, 'submitting')
    await advance(11_000)
    check()
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    act(() => void window.dispatchEvent(new Event('offline')))
    check()
    onLine.mockRestore()
  })

  it('while files go up', async () => {
    const file = new File(['x'], 'x1.png', { type: 'image/png' })
    const { check } = open({ input: { xfile: file } })
    run()
    await screen.findAllByText(/runnerUploading/)
    check()
  })

  it('with its price, while the form is loading', async () => {
    const { check } = show(<RequestRunner endpoint="bytedance/sdxl-lightning-4step" showCost />, {
      // What the model publishes.
      data: [/.*/],
    })
    await screen.findByText(/runnerCost/)
    check()
  })

  it('when one stops watching', async () => {
    const { check, container } = open({ defaultInput: { xprompt: 'Xwords' }, endpoint: 'test/stuck' })
    run()
    fireEvent.click(await screen.findByRole('button', { name: /statusStopWatching/ }))
    await phase(container, 'idle')
    check()
  })

  it('while its code is on its way, and where it cannot be fetched', () => {
    show(<StagePlaceholder phase="submitting" />).check()
    show(<StagePlaceholder phase="idle" onLoadAgain={() => {}} />).check()
  })

  it('in every way that it can', () => {
    expect(keysOf('runner').filter((key) => !said.has(key))).toEqual([])
  })
})

describe('balance and history say nothing but the messages', () => {
  it('history: a run that is opened', async () => {
    const run = item({ input: { prompt: 'Xwords' }, output: ['https://a.example/x1.png'], public: false })
    const actions = {
      onRunAgain: () => {},
      deletePayloads: () => Promise.resolve(),
      setPublic: () => Promise.resolve(),
    }
    const data = { data: ['Xwords', 'prompt', 'xowner/xmodel', 'r1', /\bx1\.\w+/] }
    const { check, rerender } = show(<RunDetails request={run} actions={actions} onClose={() => {}} />, data)
    check()
    rerender(<RunDetails request={{ ...run, public: true }} actions={actions} onClose={() => {}} />)
    check()
    fireEvent.click(screen.getByRole('button', { name: /historyDelete¦/ }))
    check()
  })

  it('balance: low, and not to be read', async () => {
    const low = show(<Balance lowBelow="500" topUpUrl="https://a.example" />)
    low.check()
    await screen.findByText(/balanceAmount/)
    low.check()
    const broken = show(<Balance />, {
      prepare: (emulator) => emulator.set({ faults: [{ route: 'balance', status: 500 }] }),
    })
    await screen.findByText(/balanceUnknown/)
    broken.check()
  })

  it('history: loading, empty, broken', async () => {
    const empty = show(<RequestHistory />)
    empty.check()
    await screen.findByText(/historyEmpty/)
    empty.check()
    const broken = show(<RequestHistory />, {
      prepare: (emulator) => emulator.set({ faults: [{ route: 'list', status: 500 }] }),
    })
    await screen.findByText(/errorServerTitle/)
    broken.check()
  })

  it('history: many runs, and more', async () => {
    const data: string[] = []
    const { check, container, words, emulator } = show(<RequestHistory onSelect={() => {}} />, {
      prepare: (emulator) => {
        for (const { input, modelEndpoint } of emulator.seedRequests(200)) {
          data.push(modelEndpoint, String(Object(input).prompt))
        }
      },
      data,
    })
    await waitFor(() => expect(container.firstElementChild).toHaveAttribute('data-state', 'ready'))
    const viewport = container.querySelector('[data-mr-part=viewport]') ?? expect.fail('there are rows')
    // The next page stays on its way.
    emulator.set({ latencyMs: 1000 })
    viewport.scrollTop = 1e6
    fireEvent.scroll(viewport)
    await waitFor(() => expect(words.said).toContain('historyLoadingMore'))
    check()
  })

  it('history: runs of which there is little to say', () => {
    const requests = [
      item({ payloadsPurgedAt: '2026-01-02T00:00:00Z' }),
      item({ input: {}, totalPrice: '0.02' }),
      item({ status: 'IN_QUEUE', billingStatus: 'pending' }),
      item({ status: 'IN_PROGRESS', billingStatus: 'pending' }),
      item({ status: 'COMPLETED', billingStatus: 'pending' }),
      item({ status: 'CANCELLED', billingStatus: 'failed' }),
      item({ status: 'FAILED', billingStatus: 'failed' }),
    ]
    show(
      <>
        {requests.map((request, at) => (
          <HistoryRow key={at} request={request} messages={marked} now={Date.UTC(2026, 1, 1)} />
        ))}
      </>,
      { data: ['xowner/xmodel'] },
    ).check()
  })

  it('in every way that they can', () => {
    expect(keysOf('balance', 'history').filter((key) => !said.has(key))).toEqual([])
  })
})
