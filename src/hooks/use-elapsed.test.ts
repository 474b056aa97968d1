import { act, renderHook } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../test/support/fake-clock.js'
import { useElapsed } from './use-elapsed.js'

function show(from: number | undefined, clock = new FakeClock()) {
  const view = renderHook(({ from, to }) => useElapsed(clock, from, to), {
    initialProps: { from, to: undefined as number | undefined },
  })
  const advance = (ms: number) => act(() => clock.advance(ms))
  return { clock, advance, ...view }
}

describe('the duration of a run', () => {
  it('moves on each second and stands at the end', async () => {
    const clock = new FakeClock()
    const from = clock.now()
    const { result, rerender, advance } = show(from, clock)
    expect(result.current).toBe(0)
    await advance(2_500)
    expect(result.current).toBe(2_000)
    rerender({ from, to: from + 2_700 })
    await advance(5_000)
    expect(result.current).toBe(2_700)
    expect(clock.pending).toBe(0)
  })

  it('is there at once for a run that began long ago, as after a reload', async () => {
    const clock = new FakeClock()
    const { result, advance } = show(clock.now() - 600_000, clock)
    await advance(0)
    expect(result.current).toBe(600_000)
  })

  it('is unknown before a run begins', () => {
    expect(show(undefined).result.current).toBeUndefined()
  })
})
