import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { EmulatedModel } from '../emulator/catalog/emulated-model.js'
import { useBalance } from './useBalance.js'
import { useModel } from './useModel.js'
import { useModels } from './useModels.js'
import { usePricing } from './usePricing.js'
import { useRequests } from './useRequests.js'
import { createLive } from '../client/live/create-live.js'

const POSTER: EmulatedModel = {
  id: 'printshop/poster/large',
  name: 'Poster',
  pricingMode: 'per_output',
  rateCard: { pricingMode: 'per_output', pricePerOutput: '0.10000000' },
  schemas: {
    Input: {
      type: 'object',
      properties: {
        style: { allOf: [{ $ref: '#/components/schemas/style' }] },
        num_images: { type: 'integer', default: 3 },
      },
    },
    Output: { type: 'array', items: { type: 'string', format: 'uri' } },
    style: { type: 'string', enum: ['oil', 'ink'] },
  },
  run: () => ({ kind: 'output', output: [] }),
}
const BARE: EmulatedModel = {
  id: 'printshop/bare',
  name: 'Bare',
  run: () => ({ kind: 'output', output: 'x' }),
}

function open() {
  const errors: ModelRunnerError[] = []
  const platform = openPlatform({ models: [POSTER, BARE] }, { onError: (error) => errors.push(error) })
  return { ...platform, errors }
}

describe('useModel', () => {
  it('gives the model and schemas whose refs can be resolved from them alone', async () => {
    const { result } = renderHook(() => useModel(POSTER.id), { wrapper: open().wrapper })
    expect(result.current.isPending).toBe(true)
    await waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current.model?.name).toBe('Poster')
    expect(result.current.inputSchema?.properties).toHaveProperty('style')
    expect(result.current.inputSchema).toHaveProperty('components.schemas.style.enum', ['oil', 'ink'])
    expect(result.current.outputSchema?.type).toBe('array')
  })

  it('knows a model without a schema', async () => {
    const { wrapper, errors } = open()
    const { result } = renderHook(() => useModel(BARE.id), { wrapper })
    await waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current).toMatchObject({
      model: { name: 'Bare' },
      inputSchema: undefined,
      error: undefined,
    })
    expect(errors).toEqual([])
  })

  it('stays idle without an endpoint, and refuses an invalid one without a call', async () => {
    const { wrapper, emulator, errors } = open()
    const { result, rerender } = renderHook(({ id }: { id?: string }) => useModel(id), {
      wrapper,
      initialProps: {},
    })
    expect(result.current.isPending).toBe(false)
    rerender({ id: '../etc' })
    await waitFor(() => expect(result.current.error?.kind).toBe('validation'))
    expect(emulator.log).toEqual([])
    expect(errors).toHaveLength(1)
    rerender({ id: 'acme/unknown' })
    await waitFor(() => expect(result.current.error?.kind).toBe('not-found'))
  })
})

describe('useModels', () => {
  it('searches the catalog, page by page', async () => {
    const { result } = renderHook(() => useModels({ owner: 'printshop', limit: 1 }), {
      wrapper: open().wrapper,
    })
    await waitFor(() => expect(result.current.models).toHaveLength(1))
    expect(result.current.total).toBe(2)
    await act(() => result.current.fetchNextPage())
    await waitFor(() => expect(result.current.hasNextPage).toBe(false))
    expect(result.current.models.map(({ alias }) => alias).sort()).toEqual(['bare', 'poster/large'])
  })
})

describe('useModels and useRequests', () => {
  it('ask for no larger page than the platform gives', async () => {
    const { wrapper, emulator } = open()
    renderHook(() => [useModels({ limit: 500 }), useRequests({ limit: 500 })], { wrapper })
    await waitFor(() => {
      const lists = emulator.log.filter(({ path }) => path.includes('limit='))
      expect(lists.map(({ path }) => /limit=(\d+)/.exec(path)?.[1])).toEqual(['100', '100'])
    })
  })
})

describe('usePricing', () => {
  it('estimates from the rate card, the input and the defaults of the schema', async () => {
    const { wrapper, calls } = open()
    const { result, rerender } = renderHook(({ input }) => usePricing(POSTER.id, input), {
      wrapper,
      initialProps: { input: {} },
    })
    await waitFor(() =>
      expect(result.current.estimate).toEqual({ amount: '0.3', unit: 'output', isExact: true }),
    )
    expect(result.current.rateCard?.pricePerOutput).toBe('0.10000000')
    rerender({ input: { num_images: 7 } })
    expect(result.current.estimate?.amount).toBe('0.7')
    expect(calls('pricing')).toBe(1)
  })

  it('has neither card nor estimate for a model without a price', async () => {
    const { result } = renderHook(() => usePricing('acme/unknown'), { wrapper: open().wrapper })
    await waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current).toEqual({
      rateCard: undefined,
      estimate: undefined,
      isPending: false,
      error: undefined,
    })
  })
})

describe('useBalance', () => {
  it('shows the balance and refetches it after a submit was refused for insufficient balance', async () => {
    const { wrapper, emulator } = open()
    const { result } = renderHook(() => ({ ...useBalance(), client: useModelRunnerContext().client }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.balance).toBe('100.00000000'))
    expect(result.current.currency).toBe('USD')
    emulator.set({ balance: '0.10' })
    act(() =>
      result.current.client.report(new ModelRunnerError({ kind: 'insufficient-balance', message: 'Empty' })),
    )
    await waitFor(() => expect(result.current.balance).toBe('0.10000000'))
    emulator.set({ balance: '7' })
    await act(() => result.current.refetch())
    await waitFor(() => expect(result.current.balance).toBe('7.00000000'))
  })

  it('reads it again when runs of this page end, at most twice for many', async () => {
    const { wrapper, calls } = open()
    const { result } = renderHook(() => ({ ...useBalance(), client: useModelRunnerContext().client }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.balance).toBeDefined())
    const { requests } = result.current.client.use(createLive)
    for (let run = 0; run < 20; run++) {
      const item = { id: `r${run}`, modelEndpoint: 'a/b' }
      requests.applyItem({ ...item, status: 'IN_PROGRESS' })
      requests.applyItem({ ...item, status: 'COMPLETED', billingStatus: 'charged' })
    }
    await waitFor(() => expect(calls('balance')).toBe(3), { timeout: 3000 })
  })
})
