import { act } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { hookStage } from '../../test/support/hook-stage.js'
import type { ErrorKind } from '../client/errors/model-runner-error.js'
import type { RequestPhase } from '../client/runs/run.js'
import { useRequest } from './useRequest.js'
import { useRequestStatus } from './useRequestStatus.js'
import type { Outcome } from '../protocol/request-item.js'

interface Row {
  endpoint: string
  phase: RequestPhase
  outcome?: Outcome
  kind?: ErrorKind
  status?: number
  billed: number
}

const ROWS: Row[] = [
  { endpoint: 'test/echo', phase: 'succeeded', outcome: 'succeeded', billed: 1 },
  { endpoint: 'test/instant', phase: 'succeeded', outcome: 'succeeded', billed: 1 },
  { endpoint: 'test/slow', phase: 'succeeded', outcome: 'succeeded', billed: 1 },
  { endpoint: 'test/cancellable', phase: 'succeeded', outcome: 'succeeded', billed: 1 },
  {
    endpoint: 'test/insufficient-balance',
    phase: 'failed',
    kind: 'insufficient-balance',
    status: 402,
    billed: 0,
  },
  { endpoint: 'test/rate-limited', phase: 'failed', kind: 'rate-limited', status: 429, billed: 0 },
  { endpoint: 'test/validation', phase: 'failed', kind: 'validation', status: 400, billed: 0 },
  { endpoint: 'test/unauthorized', phase: 'failed', kind: 'unauthorized', status: 401, billed: 0 },
  { endpoint: 'test/not-found', phase: 'failed', kind: 'not-found', status: 404, billed: 0 },
  { endpoint: 'test/server-error', phase: 'failed', kind: 'server', status: 500, billed: 0 },
  {
    endpoint: 'test/provider-failure',
    phase: 'failed',
    outcome: 'failed',
    kind: 'generation-failed',
    status: 422,
    billed: 0,
  },
  {
    endpoint: 'test/invalid-output',
    phase: 'failed',
    outcome: 'failed',
    kind: 'invalid-output',
    status: 422,
    billed: 0,
  },
  { endpoint: 'test/force-failed', phase: 'failed', outcome: 'failed', kind: 'generation-failed', billed: 0 },
  { endpoint: 'test/empty-output', phase: 'failed', outcome: 'failed', kind: 'generation-failed', billed: 0 },
  { endpoint: 'test/stuck', phase: 'failed', outcome: 'failed', kind: 'generation-failed', billed: 0 },
]

afterEach(() => localStorage.clear())

describe.each(ROWS)('$endpoint', ({ endpoint, phase, outcome, kind, status, billed }) => {
  it(`ends ${phase}${kind ? ` with ${kind}` : ''}`, async () => {
    const { emulator, advance, render, count } = hookStage()
    const { result, unmount } = render(() => {
      const run = useRequest(endpoint)
      return { run, status: useRequestStatus(run.requestId) }
    })
    act(() => result.current.run.submit({ prompt: 'hello' }))
    await advance(endpoint === 'test/stuck' ? 6.1 * 3_600_000 : 120_000)
    expect(result.current.run.phase).toBe(phase)
    expect(result.current.status.outcome).toBe(outcome)
    expect(result.current.run.error?.kind).toBe(kind)
    if (status) expect(result.current.run.error?.status).toBe(status)
    if (kind) expect(result.current.run.error?.message).not.toBe('')
    expect(result.current.run.error?.billed ?? false).toBe(false)
    if (phase === 'succeeded') expect(result.current.run.output).toBeDefined()
    expect(emulator.billed().count).toBe(billed)
    expect(count('status')).toBe(0)
    unmount()
    // Six hours of heartbeats, for one of them.
  }, 30_000)
})
