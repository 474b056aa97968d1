import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useResult } from './useResult.js'
import { createLive } from '../client/live/create-live.js'

it('does not hand out as output what retention left of it', async () => {
  const { wrapper, calls } = openPlatform({}, { live: 'off' })
  const { result } = renderHook(() => ({ ...useResult('r1'), client: useModelRunnerContext().client }), {
    wrapper,
  })
  act(() =>
    result.current.client.use(createLive).requests.applyItem({
      id: 'r1',
      modelEndpoint: 'a/b',
      status: 'COMPLETED',
      billingStatus: 'charged',
      input: {},
      output: {},
      payloadsPurgedAt: '2026-01-01T00:00:00Z',
    }),
  )
  await waitFor(() => expect(result.current.isPending).toBe(false))
  expect(result.current.output).toBeUndefined()
  expect(result.current.request?.payloadsPurgedAt).toBeDefined()
  expect(calls('result')).toBe(0)
})

describe('an output that the item does not hold', () => {
  const item = { id: 'r1', modelEndpoint: 'acme/model', status: 'COMPLETED', billingStatus: 'charged' }

  /** A platform with an item and a result; what else is asked for is not there. */
  function show(answers: Record<string, () => Response>) {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (_, init) => {
      const { pathname } = new URL(new Headers(init?.headers).get('x-modelrunner-target-url') ?? '')
      asked.push(pathname)
      return answers[pathname]?.() ?? Response.json({ error: 'Not found' }, { status: 404 })
    }
    const { wrapper } = openPlatform(
      {},
      { live: 'off', fetch, hosts: { queue: 'https://queue.test' }, retry: { attempts: 1 } },
    )
    const view = renderHook(() => ({ ...useResult('r1'), client: useModelRunnerContext().client }), {
      wrapper,
    })
    return { asked, ...view }
  }

  it('is read from the result URL, once', async () => {
    const { result, asked } = show({
      '/requests/r1': () => Response.json(item),
      '/acme/model/requests/r1': () => Response.json({ ...item, output: ['https://a.example/b.png'] }),
    })
    await waitFor(() => expect(result.current.output).toEqual(['https://a.example/b.png']))
    expect(asked.filter((path) => path === '/acme/model/requests/r1')).toHaveLength(1)
    expect(result.current.isPending).toBe(false)
  })

  it('is read there, too, where the item can no longer be read', async () => {
    let reads = 0
    const { result } = show({
      '/requests/r1': () =>
        reads++ ? Response.json({ error: 'Forbidden' }, { status: 403 }) : Response.json(item),
      '/acme/model/requests/r1': () => Response.json({ ...item, output: 'text' }),
    })
    await waitFor(() => expect(result.current.output).toBe('text'))
  })

  it.each([
    ['an empty answer', () => Response.json({ ...item, output: null })],
    ['an error', () => Response.json({ error: 'Gone' }, { status: 410 })],
  ])('is nothing, and no error, where the result URL gives %s', async (_, answer) => {
    const { result } = show({
      '/requests/r1': () => Response.json({ ...item, output: null }),
      '/acme/model/requests/r1': answer,
    })
    await waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current.output).toBeUndefined()
    expect(result.current.error).toBeUndefined()
  })

  it('is an error where it cannot be read for now: the run was paid for', async () => {
    const { result } = show({
      '/requests/r1': () => Response.json(item),
      '/acme/model/requests/r1': () => Response.json({ error: 'Overloaded' }, { status: 503 }),
    })
    await waitFor(() => expect(result.current.error?.kind).toBe('server'))
    expect(result.current.output).toBeUndefined()
  })
})
