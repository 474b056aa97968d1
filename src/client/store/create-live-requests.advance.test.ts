// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { RequestItem } from '../../protocol/request-item.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { advance } from './create-live-requests.js'
import type { LiveRequest } from './live-requests.js'

const NOW = 9_000
const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const QUEUED: RequestItem = { id: 'r1', modelEndpoint: 'a/b', status: 'IN_QUEUE' }
const RUNNING: RequestItem = { ...QUEUED, status: 'IN_PROGRESS' }
const CHARGED: RequestItem = { ...QUEUED, status: 'COMPLETED', billingStatus: 'charged', output: 'text' }
const FAILED: RequestItem = { ...QUEUED, status: 'COMPLETED', billingStatus: 'failed', error: 'Too dark.' }
const UNKNOWN: LiveRequest = { id: 'r1', outcome: 'pending' }
const reason = new ModelRunnerError({ kind: 'generation-failed', message: 'The reason.' })

const after = (known: LiveRequest, item: RequestItem) => advance(known, item, NOW)

describe('what is known of a request', () => {
  it('is the item that comes first', () => {
    expect(after(UNKNOWN, QUEUED)).toEqual({
      id: 'r1',
      endpoint: 'a/b',
      status: 'IN_QUEUE',
      outcome: 'pending',
      request: QUEUED,
      error: undefined,
      submittedAt: undefined,
      startedAt: undefined,
      finishedAt: undefined,
    })
  })

  it('is itself where an older item comes', () => {
    const known = after(UNKNOWN, RUNNING)
    expect(after(known, QUEUED)).toBe(known)
  })

  it('takes the input, and nothing else, of an older item', () => {
    const known = after(UNKNOWN, CHARGED)
    const older = { ...RUNNING, input: { prompt: 'a fox' }, error: 'Late.' }
    expect(after(known, older)).toEqual({ ...known, request: { ...CHARGED, input: { prompt: 'a fox' } } })
  })

  it('does not take the input of an older item that retention removed', () => {
    const known = after(UNKNOWN, { ...CHARGED, payloadsPurgedAt: at(5) })
    expect(after(known, { ...RUNNING, input: { prompt: 'a fox' } })).toBe(known)
  })

  it('is itself where a status is known without an item, and an older one comes', () => {
    const known: LiveRequest = { ...UNKNOWN, status: 'IN_PROGRESS' }
    expect(after(known, QUEUED)).toBe(known)
    expect(after(known, CHARGED).outcome).toBe('succeeded')
  })

  it('keeps what the next item lacks', () => {
    const known = after(UNKNOWN, { ...QUEUED, input: { prompt: 'a fox' } })
    expect(after(known, RUNNING).request).toEqual({ ...RUNNING, input: { prompt: 'a fox' } })
  })

  it('is the next item itself where that lacks nothing', () => {
    expect(after(after(UNKNOWN, QUEUED), RUNNING).request).toBe(RUNNING)
  })

  it.each([
    [
      'the one it was submitted to',
      { ...UNKNOWN, endpoint: 'c/d' },
      { requestedModelEndpoint: 'e/f' },
      'c/d',
    ],
    ['the one that was asked for', UNKNOWN, { requestedModelEndpoint: 'e/f' }, 'e/f'],
    ['the one that ran', UNKNOWN, {}, 'a/b'],
  ])('has for its endpoint %s', (_, known, more, endpoint) => {
    expect(after(known, { ...QUEUED, ...more }).endpoint).toBe(endpoint)
  })
})

describe('the error of a request', () => {
  it('is none before it failed', () => {
    expect(after({ ...UNKNOWN, error: reason }, RUNNING).error).toBeUndefined()
    expect(after({ ...UNKNOWN, error: reason }, CHARGED).error).toBeUndefined()
  })

  it('is what the item says of a failure, not why it could not be read before', () => {
    expect(after({ ...UNKNOWN, error: reason }, FAILED).error?.message).toContain('Too dark.')
  })

  it('stays the reason that was read', () => {
    const known: LiveRequest = { ...after(UNKNOWN, FAILED), error: reason }
    expect(after(known, { ...FAILED, updatedAt: at(5) }).error).toBe(reason)
  })
})

describe('the times of a request', () => {
  const times = (known: LiveRequest, item: RequestItem) => {
    const { submittedAt, startedAt, finishedAt } = after(known, item)
    return [submittedAt, startedAt, finishedAt]
  }

  it.each<[string, LiveRequest, RequestItem, (number | undefined)[]]>([
    ['its creation', UNKNOWN, { ...QUEUED, createdAt: at(1) }, [1_000, undefined, undefined]],
    ['what was known of its creation', { ...UNKNOWN, submittedAt: 500 }, QUEUED, [500, undefined, undefined]],
    [
      "the item's creation rather than this machine's",
      { ...UNKNOWN, submittedAt: 500 },
      { ...QUEUED, createdAt: at(1) },
      [1_000, undefined, undefined],
    ],
    ['its start by the item', UNKNOWN, { ...RUNNING, updatedAt: at(2) }, [undefined, 2_000, undefined]],
    ['its start as it was seen', UNKNOWN, RUNNING, [undefined, NOW, undefined]],
    [
      'its first start',
      { ...UNKNOWN, startedAt: 700 },
      { ...RUNNING, updatedAt: at(2) },
      [undefined, 700, undefined],
    ],
    ['its end by the item', UNKNOWN, { ...CHARGED, updatedAt: at(3) }, [undefined, undefined, 3_000]],
    ['its end as it was seen', UNKNOWN, CHARGED, [undefined, undefined, NOW]],
    [
      'its first end',
      { ...UNKNOWN, finishedAt: 800 },
      { ...CHARGED, updatedAt: at(3) },
      [undefined, undefined, 800],
    ],
    ['no end before the outcome', { ...UNKNOWN, finishedAt: 800 }, RUNNING, [undefined, NOW, undefined]],
  ])('are %s', (_, known, item, expected) => {
    expect(times(known, item)).toEqual(expected)
  })
})
