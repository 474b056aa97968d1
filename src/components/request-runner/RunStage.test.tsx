import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { RequestRunner } from './RequestRunner.js'

const PROMPT = { type: 'object', properties: { prompt: { type: 'string' } } }

/** A runner that a click has started. */
async function start(endpoint: string, edit: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch) {
  let answer: typeof globalThis.fetch = () => Promise.reject(new Error('It is not open yet.'))
  const onError = vi.fn()
  const platform = openPlatform({}, { live: 'poll', fetch: (...call) => answer(...call), onError })
  answer = edit(emulatorFetch(platform.emulator))
  const runner = <RequestRunner endpoint={endpoint} schema={PROMPT} defaultInput={{ prompt: 'a fox' }} />
  const { container } = render(<StrictMode>{runner}</StrictMode>, { wrapper: platform.wrapper })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Run' }))
  const phase = (name: string) =>
    waitFor(() => expect(container.firstElementChild).toHaveAttribute('data-state', name), { timeout: 5000 })
  const notice = () => container.querySelector('[data-mr=error-notice][data-mr-part=root]')
  return { ...platform, user, phase, notice, onError }
}

describe('the stage of a run', () => {
  it('offers the examples of the prompt while it is empty, and gives them back when the prompt is cleared', async () => {
    const { wrapper } = openPlatform()
    const prompt = {
      type: 'string',
      maxLength: 2000,
      examples: ['A lighthouse', 'A fox', 'A hen', 'A fourth'],
    }
    const negative_prompt = { type: 'string', maxLength: 2000, examples: ['blurry'] }
    const schema = { type: 'object', properties: { prompt, negative_prompt } }
    render(<RequestRunner endpoint="test/echo" schema={schema} />, { wrapper })
    const stage = () => screen.getByRole('region', { name: 'Output' })
    const offered = () =>
      within(stage())
        .queryAllByRole('button')
        .map(({ textContent }) => textContent)
    await waitFor(() => expect(offered()).toEqual(['A lighthouse', 'A fox', 'A hen']))
    expect(screen.getAllByRole('button', { name: 'A fox' })).toHaveLength(1)
    expect(screen.getByRole('button', { name: 'blurry' })).toBeVisible()
    const user = userEvent.setup()
    await user.click(within(stage()).getByRole('button', { name: 'A fox' }))
    const field = screen.getByRole('textbox', { name: 'Prompt' })
    expect(field).toHaveValue('A fox')
    expect(field).toHaveFocus()
    expect(offered()).toEqual([])
    await user.clear(field)
    expect(offered()).toHaveLength(3)
  })

  it('says that cancelling failed, and continues', async () => {
    const { emulator, user, phase, notice, onError, calls } = await start(
      'test/cancellable',
      (fetch) => fetch,
    )
    emulator.set({ faults: [{ route: 'cancel', status: 403 }] })
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(notice()).toHaveAttribute('data-state', 'forbidden'))
    expect([calls('cancel'), onError.mock.calls.length]).toEqual([1, 1])
    expect(screen.queryByText('Failed')).toBeNull()
    emulator.set({ faults: [] })
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await phase('cancelled')
    expect(notice()).toBeNull()
  })

  it('does not say that there is no output where it cannot be read, and reads it again', async () => {
    // The list tells of the end without the output.
    const { emulator, user, phase, notice } = await start('test/echo', (fetch) => async (url, init) => {
      const answer = await fetch(url, init)
      const page = (await answer.clone().json()) as { data?: RequestItem[] }
      if (!page.data) return answer
      return Response.json({ ...page, data: page.data.map(({ output: _, ...item }) => item) })
    })
    emulator.set({ faults: [{ route: 'item', status: 503 }] })
    await phase('succeeded')
    await waitFor(() => expect(notice()).toHaveAttribute('data-state', 'server'))
    expect(screen.queryByText('No output')).toBeNull()
    emulator.set({ faults: [] })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('group', { name: 'Data' })).toHaveTextContent('a fox')
    expect(notice()).toBeNull()
    expect(emulator.requests()).toHaveLength(1)
  })
})
