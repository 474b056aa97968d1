// @vitest-environment node
import { beforeEach, describe, expect, test } from 'vitest'
import { createApi } from '../testing/api.js'
import type { Api } from '../testing/api.js'

const SIX_HOURS_MS = 6 * 60 * 60 * 1000
let api: Api
beforeEach(() => {
  api = createApi({ balance: '1.00' })
})

const item = async (id: string): Promise<Record<string, unknown>> =>
  (await api.queue('GET', `/requests/${id}`)).body

describe('a run', () => {
  test('goes from queued to running to its end, with its times', async () => {
    const id = await api.submit('bytedance/sdxl-lightning-4step', { prompt: 'x' })
    expect(await item(id)).toMatchObject({ status: 'IN_QUEUE', billingStatus: 'pending', output: null })
    await api.clock.advance(300)
    expect(await item(id)).toMatchObject({ status: 'IN_PROGRESS', delayTime: 300 })
    await api.clock.advance(1199)
    expect(await item(id)).toMatchObject({ status: 'IN_PROGRESS' })
    await api.clock.advance(1)
    expect(await item(id)).toMatchObject({
      status: 'COMPLETED',
      billingStatus: 'charged',
      totalPrice: '0.00300000',
      inferenceTime: 1200,
      output: [expect.stringMatching(/\.png$/)],
    })
    expect(api.emulator.balance()).toBe('0.99700000')
    expect(api.emulator.billed()).toEqual({ count: 1, total: '0.00300000' })
    expect(api.clock.pending()).toBe(0)
  })

  test('that never ends is force-failed after six hours, and not billed', async () => {
    const id = await api.submit('test/stuck')
    await api.clock.advance(SIX_HOURS_MS - 1)
    expect(await item(id)).toMatchObject({ status: 'IN_PROGRESS' })
    await api.clock.advance(1)
    expect(await item(id)).toMatchObject({ status: 'FAILED', billingStatus: 'failed' })
    expect(api.emulator.billed().count).toBe(0)
  })

  test('is not queued where the balance does not reach, what is in flight counted in', async () => {
    api.emulator.set({ balance: '0.02' })
    await api.submit('test/stuck')
    await api.submit('test/stuck')
    expect((await api.queue('POST', '/test/stuck', {})).status).toBe(402)
    expect(api.emulator.requests()).toHaveLength(2)
    api.emulator.set({ balance: '5' })
    expect((await api.queue('POST', '/test/stuck', {})).status).toBe(201)
  })

  test('whose model throws has failed at the provider', async () => {
    api = createApi({
      models: [
        { id: 'my/thing', run: () => Promise.reject(new Error('Out of paint')) },
        { id: 'my/other', run: ({ input }) => ({ kind: 'output', output: input['n'] }) },
      ],
    })
    const failing = await api.submit('my/thing')
    const working = await api.submit('my/other', { n: 7 })
    await api.clock.advance(5000)
    expect(await item(failing)).toMatchObject({
      status: 'COMPLETED',
      billingStatus: 'failed',
      error: 'Out of paint',
    })
    expect(await item(working)).toMatchObject({ output: 7, billingStatus: 'charged' })
  })
})

describe('billing', () => {
  test('may settle after the end without an event, or with one', async () => {
    api.emulator.set({ billingDelayMs: 1000 })
    const silent = await api.submit('test/instant')
    expect(await item(silent)).toMatchObject({ status: 'COMPLETED', billingStatus: 'pending' })
    await api.clock.advance(1000)
    expect(await item(silent)).toMatchObject({ billingStatus: 'charged' })
  })

  test('of a partial output takes its part', async () => {
    const id = await api.submit('test/partial')
    await api.clock.advance(1000)
    expect(await item(id)).toMatchObject({ billingStatus: 'partial', totalPrice: '0.00500000' })
  })
})

describe('cancel', () => {
  test.each(['PUT', 'GET'])('%s is real on a deployment', async (method) => {
    const id = await api.submit('test/cancellable')
    await api.clock.advance(1000)
    const { status, body } = await api.queue(method, `/test/cancellable/requests/${id}/cancel`)
    expect([status, body['status']]).toEqual([200, 'CANCELLED'])
    expect(await item(id)).toMatchObject({
      status: 'CANCELLED',
      billingStatus: 'failed',
      targetKind: 'deployment',
    })
    await api.clock.advance(SIX_HOURS_MS)
    expect(await item(id)).toMatchObject({ status: 'CANCELLED' })
    expect(api.emulator.billed().count).toBe(0)
  })

  test('stops nothing on a model, and says so', async () => {
    const id = await api.submit('test/slow')
    await api.clock.advance(1000)
    const { body } = await api.queue('PUT', `/test/slow/requests/${id}/cancel`)
    expect(body['status']).toBe('IN_PROGRESS')
    await api.clock.advance(30_000)
    expect(await item(id)).toMatchObject({ status: 'COMPLETED', billingStatus: 'charged' })
  })

  test('of what has failed answers 400 with the envelope', async () => {
    const id = await api.submit('test/force-failed')
    await api.clock.advance(1000)
    const { status, body } = await api.queue('PUT', `/test/force-failed/requests/${id}/cancel`)
    expect([status, body['status'], body['request_id']]).toEqual([400, 'FAILED', id])
  })
})

test('the same seed gives the same ids and outputs, another seed others', async () => {
  const play = async (seed: number): Promise<unknown> => {
    api = createApi({ seed })
    const id = await api.submit('meta/musicgen', { prompt: 'hello' })
    await api.queue('GET', `/requests/${id}`)
    await api.clock.advance(5000)
    await api.submit('test/echo')
    return api.emulator.requests()
  }
  const first = await play(1)
  expect(await play(1)).toEqual(first)
  expect(await play(2)).not.toEqual(first)
})

test('reset brings back the start, settings included', async () => {
  api.emulator.set({ faults: [{ route: '*', status: 500 }], keys: ['a'], balance: '7' })
  await api.queue('GET', '/requests')
  api.emulator.reset()
  expect(api.emulator.balance()).toBe('1.00000000')
  expect(api.emulator.log).toEqual([])
  const id = await api.submit('test/stuck')
  api.emulator.reset()
  expect(api.clock.pending()).toBe(0)
  expect((await api.queue('GET', `/requests/${id}`)).status).toBe(404)
})
