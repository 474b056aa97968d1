import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import { RequestRunner, type RequestRunnerProps } from './RequestRunner.js'

const SDXL = 'bytedance/sdxl-lightning-4step'

function open(props: Partial<RequestRunnerProps> = {}, storage: Storage | null = null) {
  const platform = openPlatform({}, { storage })
  platform.emulator.set({ queueMs: 10, runMs: 20 })
  const runner = <RequestRunner endpoint={SDXL} {...props} />
  const view = render(<StrictMode>{runner}</StrictMode>, { wrapper: platform.wrapper })
  const root = () => view.container.querySelector('[data-mr=request-runner][data-mr-part=root]')
  const phase = (name: string) =>
    waitFor(() => expect(root()).toHaveAttribute('data-state', name), { timeout: 5000 })
  return {
    ...platform,
    ...view,
    user: userEvent.setup(),
    root,
    phase,
    prompt: () => screen.findByLabelText('Prompt'),
  }
}
const run = () => screen.getByRole('button', { name: /^Run/ })

afterEach(() => {
  localStorage.clear()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('RequestRunner', () => {
  testConformance({
    wrapper: platformWrapper(),
    element: (props) => <RequestRunner endpoint={SDXL} showCost {...props} />,
    parts: ['form', 'actions', 'submit', 'cost', 'stage', 'status', 'placeholder'],
    message: 'runnerOutputPlaceholder',
    ready: (container) => waitForCostOrChildren(container),
  })

  it('turns a prompt into an image with one request, also in StrictMode', async () => {
    const onSubmitted = vi.fn()
    const onSucceeded = vi.fn()
    const { user, prompt, phase, calls, emulator } = open({ onSubmitted, onSucceeded })
    await user.type(await prompt(), 'two friends cooking together')
    await user.dblClick(run())
    await phase('succeeded')
    expect(screen.getByRole('img', { name: 'two friends cooking together' })).toHaveAttribute(
      'src',
      expect.stringMatching(/\.png$/),
    )
    expect(await prompt()).toHaveValue('two friends cooking together')
    expect(screen.getByRole('button', { name: 'Run again' })).toBeVisible()
    expect(calls('submit')).toBe(1)
    expect(emulator.billed().count).toBe(1)
    await waitFor(() => expect(onSucceeded).toHaveBeenCalledTimes(1))
    expect(onSubmitted).toHaveBeenCalledTimes(1)
  })

  it('says that nothing is lost where sending takes long, and at once where the network is away', async () => {
    const { user, prompt, phase, emulator } = open()
    emulator.set({ faults: [{ route: 'submit', delayMs: 600_000 }] })
    await user.type(await prompt(), 'x')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    fireEvent.click(run())
    await act(() => vi.advanceTimersByTimeAsync(9000))
    expect(screen.queryByText(/longer than usual/)).toBeNull()
    await act(() => vi.advanceTimersByTimeAsync(2000))
    vi.useRealTimers()
    await phase('submitting')
    expect(screen.getByText(/longer than usual/, { selector: 'p' })).toBeVisible()

    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    act(() => void window.dispatchEvent(new Event('offline')))
    expect(screen.getByText(/You're offline/, { selector: 'p' })).toBeVisible()
    expect(screen.getByText(/You're offline/, { selector: '[role=status]' })).toBeInTheDocument()
  })

  it("keeps the app's label of the button, also after a run", async () => {
    const { user, prompt, phase } = open({ submitLabel: 'Draw' })
    await user.type(await prompt(), 'x')
    await user.click(screen.getByRole('button', { name: 'Draw' }))
    await phase('succeeded')
    expect(screen.getByRole('button', { name: 'Draw' })).toBeVisible()
  })

  it('reserves the image’s space in its ratio before it is loaded', async () => {
    const { user, prompt, phase } = open({ defaultInput: { width: 1280, height: 640 } })
    await user.type(await prompt(), 'wide')
    await user.click(run())
    await phase('succeeded')
    expect(screen.getByRole('img')).toHaveAttribute('width', '1280')
    expect(screen.getByRole('img')).toHaveAttribute('height', '640')
  })

  it('begins with what it is given, hides what is fixed, and sends both', async () => {
    const { user, phase, emulator } = open({ defaultInput: { prompt: 'a fox' }, input: { seed: 7 } })
    expect(await screen.findByLabelText('Prompt')).toHaveValue('a fox')
    expect(screen.queryByLabelText('Seed')).toBeNull()
    await user.click(run())
    await phase('succeeded')
    expect(emulator.requests()[0]?.input).toMatchObject({ prompt: 'a fox', seed: 7 })
  })

  it('shows a refusal at the fields it is about, and keeps the input', async () => {
    const { user, prompt, phase } = open({ endpoint: 'test/validation', defaultInput: { prompt: 'short' } })
    await prompt()
    await user.click(run())
    await phase('failed')
    expect(await prompt()).toHaveAccessibleDescription(/The prompt is too short\./)
    expect(await prompt()).toHaveValue('short')
    expect(await prompt()).toHaveFocus()
  })

  it('says once what is wrong, also where the form has no field for it', async () => {
    const { user, phase, prompt } = open({ endpoint: 'test/validation' })
    await prompt()
    await user.click(run())
    await phase('failed')
    expect(screen.getAllByText(/Invalid url/)).toHaveLength(1)
    expect(within(screen.getByRole('region', { name: 'Output' })).getByText(/Invalid url/)).toBeVisible()
  })

  it('takes the focus to the notice where what is wrong has no field', async () => {
    const schema = { properties: { size: { type: 'string', title: 'Size' } } } as const
    const { user, phase, calls } = open({ endpoint: 'test/validation', schema })
    await user.click(await screen.findByRole('button', { name: 'Run' }))
    await phase('failed')
    await waitFor(() => expect(screen.getByRole('group', { name: /Check your input/ })).toHaveFocus())
    // Not where the person is at work again.
    await user.type(screen.getByLabelText('Size'), 'x{Control>}{Enter}{/Control}')
    await waitFor(() => expect(calls('submit')).toBe(2))
    await screen.findByRole('group', { name: /Check your input/ })
    expect(screen.getByLabelText('Size')).toHaveFocus()
  })

  it('says once that there is no such model', async () => {
    const { user, phase } = open({ endpoint: 'test/not-found' })
    expect(await screen.findAllByText('Not found')).toHaveLength(1)
    // Below the form, which stays where it is when the run's notice takes over.
    expect(run().compareDocumentPosition(screen.getByText('Not found'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    )
    await user.click(run())
    await phase('failed')
    expect(screen.getAllByText('Not found')).toHaveLength(1)
    // The run's, with which the run can be tried again.
    const stage = screen.getByRole('region', { name: 'Output' })
    expect(within(stage).getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  it('says what failed and that it cost nothing, and runs the same again', async () => {
    const onFailed = vi.fn()
    const { user, prompt, phase, calls } = open({ endpoint: 'test/provider-failure', onFailed })
    await prompt()
    await user.click(run())
    await phase('failed')
    const stage = screen.getByRole('region', { name: 'Output' })
    expect(within(stage).getByText(/flagged by its safety filter/)).toBeVisible()
    expect(within(stage).getAllByText('You were not charged.').length).toBeGreaterThan(0)
    await waitFor(() => expect(onFailed).toHaveBeenCalledTimes(1))
    await user.click(within(stage).getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(calls('submit')).toBe(2))
  })

  it('runs by Ctrl+Enter', async () => {
    const { user, prompt, phase } = open()
    await user.type(await prompt(), 'a fox{Control>}{Enter}{/Control}')
    await phase('succeeded')
  })

  it('starts no second run while one is in progress', async () => {
    const { user, prompt, phase, calls, emulator } = open()
    emulator.set({ runMs: 60_000 })
    await user.type(await prompt(), 'a fox{Control>}{Enter}{/Control}')
    await phase('running')
    await user.type(await prompt(), '{Control>}{Enter}{/Control}')
    await user.click(run())
    await phase('running')
    expect(calls('submit')).toBe(1)
  })

  it('cancels a deployment for real', async () => {
    const { user, prompt, phase, emulator } = open({ endpoint: 'test/cancellable' })
    emulator.set({ runMs: 60_000 })
    await prompt()
    await user.click(run())
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    await phase('cancelled')
    expect(emulator.billed().count).toBe(0)
    expect(screen.getByText('You were not charged.')).toBeVisible()
  })

  it('only stops watching a model, and says that the run continues', async () => {
    const { user, prompt, phase, emulator, calls } = open()
    emulator.set({ runMs: 60_000 })
    await user.type(await prompt(), 'a fox')
    await user.click(run())
    await user.click(await screen.findByRole('button', { name: 'Hide progress' }))
    await phase('idle')
    expect(screen.getByText('Progress hidden. The run continues and may be charged.')).toBeVisible()
    expect(calls('cancel')).toBe(1)
    expect(await prompt()).toHaveValue('a fox')
  })

  it('finds its run and its input again after a reload', async () => {
    const first = open({ persistKey: 'hero' }, localStorage)
    await first.user.type(await first.prompt(), 'a fox')
    await first.user.click(run())
    await first.phase('succeeded')
    first.unmount()
    render(<RequestRunner endpoint={SDXL} persistKey="hero" />, { wrapper: first.wrapper })
    expect(await screen.findByRole('img', { name: 'a fox' })).toBeVisible()
    expect(await screen.findByLabelText('Prompt')).toHaveValue('a fox')
    expect(first.calls('submit')).toBe(1)
  })

  it('says what a run costs', async () => {
    open({ showCost: true })
    expect(await screen.findByText('$0.003 per run')).toBeVisible()
  })

  it('offers a JSON editor where a model publishes no schema', async () => {
    const platform = openPlatform({
      models: [{ id: 'acme/bare', name: 'Bare', run: ({ input }) => ({ kind: 'output', output: input }) }],
    })
    platform.emulator.set({ queueMs: 5, runMs: 5 })
    render(<RequestRunner endpoint="acme/bare" defaultInput={{ any: 'thing' }} />, {
      wrapper: platform.wrapper,
    })
    expect(await screen.findByLabelText('Input as JSON')).toHaveValue('{\n  "any": "thing"\n}')
    await userEvent.click(run())
    expect(await screen.findByText('"thing"', { exact: false, selector: '[data-type]' })).toBeVisible()
  })

  it('keeps what was typed as JSON while the form could not be read', async () => {
    const { emulator, wrapper } = openPlatform()
    emulator.set({
      faults: [
        { route: 'model', status: 403 },
        { route: 'openapi', status: 403 },
      ],
    })
    render(<RequestRunner endpoint={SDXL} />, { wrapper })
    const editor = await screen.findByLabelText('Input as JSON')
    fireEvent.change(editor, { target: { value: '{"prompt": "a fox", "seed": 7}' } })
    emulator.set({ faults: [] })
    await userEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByLabelText('Prompt')).toHaveValue('a fox')
    expect(screen.getByLabelText('Seed')).toHaveValue(7)
  })

  it('uses a schema of the app’s own', async () => {
    open({ schema: { properties: { idea: { type: 'string' } } } })
    expect(screen.getByLabelText('Idea')).toBeVisible()
    await act(async () => {})
  })
})

/** The cost comes last; the test that replaces the whole inside has none to wait for. */
function waitForCostOrChildren(container: HTMLElement) {
  return waitFor(() => expect(container.querySelector('[data-mr-part=cost], b')).toBeInTheDocument(), {
    timeout: 5000,
  })
}
