import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { useModelRunner } from '../context/useModelRunner.js'
import { useResult } from './useResult.js'

it('does not hand out as output what retention left of it', async () => {
  const { wrapper, calls } = openPlatform({}, { live: 'off' })
  const { result } = renderHook(() => ({ ...useResult('r1'), client: useModelRunner().client }), { wrapper })
  act(() =>
    result.current.client.requests.applyItem({
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
