import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import type { Client } from '../../client/client.js'
import type { Fault } from '../../emulator/faults/fault.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import type { JsonSchema } from '../../protocol/model.js'
import { RequestRunner } from './RequestRunner.js'

const SDXL = 'bytedance/sdxl-lightning-4step'
const run = () => screen.getByRole('button', { name: /^Run/ })
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

beforeEach(() => localStorage.clear())
afterEach(() => vi.useRealTimers())

/** A model whose input is these properties; gives what it was sent. */
function model(id: string, properties: Record<string, JsonSchema>) {
  return {
    id,
    name: id,
    schemas: { Input: { type: 'object', properties } },
    run: () => ({ kind: 'output' as const, output: 'done' }),
  }
}

describe('a catalog that refuses', () => {
  const failures: [string, Partial<Fault>][] = [
    ['401', { status: 401 }],
    ['403', { status: 403 }],
    ['503', { status: 503 }],
    ['no network', { cut: 'before' }],
  ]
  it.each(failures)('is asked a few times in 30 s, and the editor stays: %s', async (_, failure) => {
    const { emulator, wrapper } = openPlatform({}, { retry: { attempts: 3 } })
    emulator.set({
      faults: (['model', 'openapi', 'pricing'] as const).map((route) => ({ route, ...failure })),
    })
    vi.useFakeTimers({ shouldAdvanceTime: true })
    render(<RequestRunner endpoint={SDXL} showCost />, { wrapper })
    const editor = await screen.findByLabelText('Input as JSON')
    fireEvent.change(editor, { target: { value: '{"prompt": "a fox"}' } })
    for (let second = 0; second < 30; second++) {
      await act(() => vi.advanceTimersByTimeAsync(1_000))
      expect(screen.getByLabelText('Input as JSON')).toBe(editor)
    }
    expect(editor).toHaveValue('{"prompt": "a fox"}')
    expect(emulator.log.length).toBeGreaterThanOrEqual(3)
    // Three reads of at most three attempts each; nothing asks again by itself.
    expect(emulator.log.length).toBeLessThanOrEqual(9)
  })
})

describe('another endpoint in the same runner', () => {
  const models = [
    model('acme/one', {
      prompt: { type: 'string' },
      steps: { type: 'integer' },
      style: { type: 'string', enum: ['photo', 'paint'] },
      only_here: { type: 'string' },
      api_token: { type: 'string', format: 'password' },
      mixed: { type: 'string' },
    }),
    model('acme/two', {
      prompt: { type: 'string' },
      steps: { type: 'integer' },
      style: { type: 'string', enum: ['sketch'] },
      api_token: { type: 'string', format: 'password' },
      mixed: { type: 'integer' },
      upscale: { type: 'object', properties: { factor: { type: 'integer', default: 2 } } },
    }),
  ]

  it('gets only what stands in a field of the same name and kind, and nothing that is hidden', async () => {
    const { emulator, wrapper } = openPlatform({ models })
    const view = render(<RequestRunner endpoint="acme/one" />, { wrapper })
    await screen.findByLabelText('Prompt')
    for (const [label, value] of [
      ['Prompt', 'a fox'],
      ['Steps', '9'],
      ['Only here', 'private'],
      ['Api token', 's3cret'],
      ['Mixed', 'words'],
    ] as const)
      type(label, value)
    view.rerender(<RequestRunner endpoint="acme/two" />)
    await waitFor(() => expect(screen.queryByLabelText('Only here')).toBeNull())
    expect(await screen.findByLabelText('Prompt')).toHaveValue('a fox')
    expect(screen.getByLabelText('Api token')).toHaveValue('')
    await userEvent.click(run())
    await waitFor(() => expect(emulator.requests()).toHaveLength(1))
    expect(emulator.requests()[0]?.input).toEqual({ prompt: 'a fox', steps: 9 })
  })

  it('gets nothing into a field that the app hides or fixes', async () => {
    const { emulator, wrapper } = openPlatform({ models })
    const view = render(<RequestRunner endpoint="acme/one" />, { wrapper })
    await screen.findByLabelText('Prompt')
    type('Prompt', 'a fox')
    type('Steps', '9')
    view.rerender(
      <RequestRunner endpoint="acme/two" input={{ prompt: 'fixed' }} fields={{ hide: ['steps'] }} />,
    )
    await screen.findByLabelText('Mixed')
    expect(screen.queryByLabelText('Steps')).toBeNull()
    await userEvent.click(run())
    await waitFor(() => expect(emulator.requests()).toHaveLength(1))
    expect(emulator.requests()[0]?.input).toEqual({ prompt: 'fixed' })
  })
})

describe('secrets', () => {
  it('are masked, and stand in no storage, neither in drafts nor in records of runs', async () => {
    const secret = 's3cret-value'
    const { emulator, wrapper } = openPlatform(
      {
        models: [
          model('acme/secret', {
            prompt: { type: 'string' },
            api_key: { type: 'string' },
            password: { type: 'string', format: 'password' },
            access: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
          }),
        ],
      },
      { storage: localStorage },
    )
    emulator.set({ runMs: 60_000 })
    render(<RequestRunner endpoint="acme/secret" persistKey="k" />, { wrapper })
    await screen.findByLabelText('Prompt')
    type('Prompt', 'a fox')
    for (const label of ['Api key', 'Password']) {
      expect(screen.getByLabelText(label)).toHaveAttribute('type', 'password')
      type(label, secret)
    }
    expect(Object.keys(localStorage).join()).toContain('modelrunner:draft')
    await userEvent.click(run())
    await waitFor(() => expect(emulator.requests()).toHaveLength(1))
    expect(emulator.requests()[0]?.input).toMatchObject({ api_key: secret, password: secret })
    await waitFor(() => expect(Object.keys(localStorage).join()).toContain('modelrunner:run'))
    expect(JSON.stringify({ ...localStorage })).toContain('a fox')
    expect(JSON.stringify({ ...localStorage })).not.toContain(secret)
  })
})

describe('drafts', () => {
  it('survive a reload, each under its endpoint, and end with clear() for their user alone', async () => {
    const { wrapper: Wrapper } = openPlatform(
      {
        models: [
          model('acme/one', { prompt: { type: 'string' } }),
          model('acme/two', { prompt: { type: 'string' } }),
        ],
      },
      { storage: localStorage },
    )
    let client: Client | undefined
    const Client = () => ((client = useModelRunnerContext().client), null)
    const open = async (endpoint: string, userKey: string) => {
      cleanup()
      render(
        <Wrapper userKey={userKey}>
          <Client />
          <RequestRunner endpoint={endpoint} persistKey="k" />
        </Wrapper>,
      )
      return screen.findByLabelText('Prompt')
    }
    const texts: Record<string, string> = { 'acme/one': 'first', 'acme/two': 'second' }
    for (const user of ['anna', 'ben'])
      for (const [endpoint, text] of Object.entries(texts)) {
        expect(await open(endpoint, user)).toHaveValue('')
        type('Prompt', `${text} of ${user}`)
      }
    for (const [endpoint, text] of Object.entries(texts))
      expect(await open(endpoint, 'anna')).toHaveValue(`${text} of anna`)
    await act(() => client?.clear())
    for (const endpoint of Object.keys(texts)) expect(await open(endpoint, 'anna')).toHaveValue('')
    for (const [endpoint, text] of Object.entries(texts))
      expect(await open(endpoint, 'ben')).toHaveValue(`${text} of ben`)
  })
})
