import { act, render, screen } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { ModelRunnerError, type ModelRunnerErrorInit } from '../../client/errors/model-runner-error.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { ErrorNotice, type ErrorNoticeProps } from './ErrorNotice.js'
import { MAX_AUTOMATIC_TRIES } from './use-retry.js'

const limited = (init: Partial<ModelRunnerErrorInit> = {}) =>
  new ModelRunnerError({ kind: 'rate-limited', message: 'Too many requests', ...init })
const offline = () => new ModelRunnerError({ kind: 'network', message: 'Failed to fetch' })

function open(props: ErrorNoticeProps) {
  const clock = new FakeClock()
  let shown: ErrorNoticeProps | undefined = props
  const page = () => (
    <StrictMode>
      <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" clock={clock}>
        {shown && <ErrorNotice {...shown} />}
      </ModelRunnerProvider>
    </StrictMode>
  )
  const { rerender, unmount } = render(page())
  return {
    clock,
    unmount,
    advance: (ms: number) => act(() => clock.advance(ms)),
    change(next: ErrorNoticeProps | undefined) {
      shown = next
      rerender(page())
    },
  }
}

function hide(isHidden: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(isHidden ? 'hidden' : 'visible')
  act(() => void document.dispatchEvent(new Event('visibilitychange')))
}
const goOnline = () => act(() => void window.dispatchEvent(new Event('online')))

afterEach(() => vi.restoreAllMocks())

describe('a rate limit', () => {
  it('waits what the server asked for, to the millisecond, and counts down in silence', async () => {
    const onRetry = vi.fn()
    const { advance } = open({ error: limited({ retryAfterMs: 2000 }), onRetry })
    expect(screen.getByRole('timer')).toHaveTextContent('Trying again in 2 s')
    await advance(1000)
    expect(screen.getByRole('timer')).toHaveTextContent('Trying again in 1 s')
    await advance(999)
    expect(onRetry).not.toHaveBeenCalled()
    await advance(1)
    expect(onRetry).toHaveBeenCalledOnce()
    await advance(60_000)
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('of the app itself says which limit it is and when it ends, instead of counting down for hours', async () => {
    const onRetry = vi.fn()
    const day = 86_400_000
    const resetsAt = new Date(Date.now() + 3 * day).toISOString()
    const body = {
      error: 'Limit',
      source: 'proxy',
      details: { code: 'USER_LIMIT', limit: 'spendPerDay', resetsAt },
    }
    const { advance } = open({ error: limited({ retryAfterMs: 3 * day, body }), onRetry })
    expect(screen.getByText('Limit reached')).toBeVisible()
    expect(screen.getByText(/used up today's budget\. Available again .+\./)).toBeVisible()
    expect(screen.queryByRole('timer')).toBeNull()
    await advance(4 * day)
    expect(onRetry).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('of the app itself that ends soon is waited for', async () => {
    const onRetry = vi.fn()
    const body = { details: { code: 'USER_LIMIT', limit: 'submitsPerMinute' } }
    const { advance } = open({ error: limited({ retryAfterMs: 20_000, body }), onRetry })
    expect(screen.getByText('Too many runs in a short time. Retrying automatically.')).toBeVisible()
    await advance(20_000)
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('is announced once and not on each second', async () => {
    const { advance } = open({ error: limited({ retryAfterMs: 5000 }), onRetry: () => {} })
    const spoken: string[] = []
    const regions = [...screen.getAllByRole('alert'), ...screen.queryAllByRole('status')]
    const observer = new MutationObserver((records) => {
      for (const { target } of records) spoken.push(target.textContent ?? '')
    })
    for (const region of regions) {
      observer.observe(region, { childList: true, subtree: true, characterData: true, attributes: true })
    }
    const timer = screen.getByRole('timer')
    expect(timer).toHaveAttribute('aria-live', 'off')
    expect(regions.some((region) => region.contains(timer))).toBe(false)
    await advance(4500)
    expect(screen.getByRole('timer')).toHaveTextContent('1 s')
    expect(observer.takeRecords()).toEqual([])
    expect(spoken).toEqual([])
    expect(screen.getAllByRole('alert')).toHaveLength(1)
  })

  it('jitters its waits, makes them longer, and ends after some tries', async () => {
    const onRetry = vi.fn()
    const waits: number[] = []
    const stage = open({ error: limited(), onRetry })
    for (let turn = 0; turn < MAX_AUTOMATIC_TRIES; turn++) {
      const started = stage.clock.now()
      onRetry.mockImplementation(() => waits.push(stage.clock.now() - started))
      await stage.advance(30_000)
      stage.change({ error: limited(), onRetry })
    }
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
    expect(new Set(waits).size).toBe(MAX_AUTOMATIC_TRIES)
    waits.forEach((wait, turn) => expect(wait).toBeLessThanOrEqual(500 * 2 ** (turn + 1)))
    expect(screen.queryByRole('timer')).toBeNull()
    expect(screen.getByRole('alert')).toHaveTextContent('Wait a moment, then try again.')
    await stage.advance(600_000)
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('stays bounded when the notice is unmounted between the errors', async () => {
    const onRetry = vi.fn()
    const stage = open({ error: limited(), onRetry })
    for (let turn = 0; turn < MAX_AUTOMATIC_TRIES + 3; turn++) {
      await stage.advance(30_000)
      stage.change(undefined)
      stage.change({ error: limited(), onRetry })
    }
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
  })

  it('stays bounded with a function that is new each time', async () => {
    const onRetry = vi.fn()
    const stage = open({ error: limited(), onRetry: () => onRetry() })
    for (let turn = 0; turn < MAX_AUTOMATIC_TRIES + 3; turn++) {
      await stage.advance(30_000)
      stage.change({ error: limited(), onRetry: () => onRetry() })
    }
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
  })

  it('starts over when the user retries', async () => {
    const onRetry = vi.fn()
    const stage = open({ error: limited(), onRetry })
    for (let turn = 0; turn < MAX_AUTOMATIC_TRIES; turn++) {
      await stage.advance(30_000)
      stage.change({ error: limited(), onRetry })
    }
    act(() => screen.getByRole('button', { name: 'Try again' }).click())
    stage.change({ error: limited(), onRetry })
    await stage.advance(30_000)
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES + 2)
  })

  it('is not announced again for an automatic retry', async () => {
    const stage = open({ error: limited({ retryAfterMs: 1000 }), onRetry: () => {} })
    await stage.advance(1000)
    stage.change({ error: limited({ retryAfterMs: 1000 }), onRetry: () => {} })
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByText('Too many requests')).toBeVisible()
  })

  it('can be tried at once, and then only once', async () => {
    const onRetry = vi.fn()
    const { advance } = open({ error: limited({ retryAfterMs: 5000 }), onRetry })
    act(() => screen.getByRole('button', { name: 'Try now' }).click())
    await advance(10_000)
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('can be stopped; the focus stays on the way on', async () => {
    const onRetry = vi.fn()
    const { advance } = open({ error: limited({ retryAfterMs: 5000 }), onRetry })
    act(() => screen.getByRole('button', { name: 'Stop' }).focus())
    act(() => screen.getByRole('button', { name: 'Stop' }).click())
    await advance(10_000)
    expect(onRetry).not.toHaveBeenCalled()
    expect(screen.getByRole('button', { name: 'Try again' })).toHaveFocus()
    expect(screen.getByRole('alert')).toHaveTextContent('Stopped.')
  })

  it('sends nothing while the page is hidden', async () => {
    const onRetry = vi.fn()
    const { advance } = open({ error: limited({ retryAfterMs: 2000 }), onRetry })
    hide(true)
    await advance(60_000)
    expect(onRetry).not.toHaveBeenCalled()
    hide(false)
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('leaves nothing behind', async () => {
    const onRetry = vi.fn()
    const { advance, clock, unmount } = open({ error: limited({ retryAfterMs: 2000 }), onRetry })
    unmount()
    await advance(60_000)
    expect(clock.pending).toBe(0)
    expect(onRetry).not.toHaveBeenCalled()
  })

  it('leaves nothing behind when it was hidden at its end', async () => {
    const onRetry = vi.fn()
    const { advance, unmount } = open({ error: limited({ retryAfterMs: 2000 }), onRetry })
    hide(true)
    await advance(60_000)
    unmount()
    hide(false)
    expect(onRetry).not.toHaveBeenCalled()
  })

  it('waits for nothing where nobody can retry', () => {
    const { clock } = open({ error: limited({ retryAfterMs: 2000 }) })
    expect(screen.queryByRole('button')).toBeNull()
    expect(clock.pending).toBe(0)
  })
})

describe('a broken connection', () => {
  it('continues automatically when the connection is back', () => {
    const onRetry = vi.fn()
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    open({ error: offline(), onRetry })
    expect(screen.getByRole('alert')).toHaveTextContent("We'll continue when you're back online.")
    goOnline()
    goOnline()
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('waits with it until the page is seen', () => {
    const onRetry = vi.fn()
    open({ error: offline(), onRetry })
    hide(true)
    goOnline()
    expect(onRetry).not.toHaveBeenCalled()
    hide(false)
    expect(onRetry).toHaveBeenCalledOnce()
  })

  it('is bounded on a line that comes and goes, and forgets after unmount', () => {
    const onRetry = vi.fn()
    const stage = open({ error: offline(), onRetry })
    for (let turn = 0; turn < MAX_AUTOMATIC_TRIES + 3; turn++) {
      goOnline()
      stage.change({ error: offline(), onRetry })
    }
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
    stage.unmount()
    goOnline()
    expect(onRetry).toHaveBeenCalledTimes(MAX_AUTOMATIC_TRIES)
  })
})
