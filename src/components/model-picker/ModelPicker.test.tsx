import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { openPlatform } from '../../../test/support/open-platform.js'
import { platformWrapper } from '../../../test/support/platform-wrapper.js'
import { ModelPicker, type ModelPickerProps } from './ModelPicker.js'

const SDXL = 'bytedance/sdxl-lightning-4step'

async function open(props: Partial<ModelPickerProps> = {}) {
  const platform = openPlatform()
  const onChange = vi.fn()
  const onSubmit = vi.fn((event: React.FormEvent) => event.preventDefault())
  const element = (more: Partial<ModelPickerProps> = {}) => (
    <form onSubmit={onSubmit}>
      <ModelPicker onChange={onChange} {...props} {...more} />
    </form>
  )
  const view = render(element(), { wrapper: platform.wrapper })
  await within(models()).findAllByRole('option')
  return {
    ...platform,
    onChange,
    onSubmit,
    user: userEvent.setup(),
    search: screen.getByRole('combobox', { name: 'Search models' }),
    names: () =>
      within(models())
        .queryAllByRole('option')
        .map(({ textContent }) => textContent),
    show: (more: Partial<ModelPickerProps>) => view.rerender(element(more)),
  }
}
/** The type is chosen among options, too. */
const models = () => screen.getByRole('listbox', { name: 'Models' })
const active = () =>
  document.getElementById(document.activeElement?.getAttribute('aria-activedescendant') ?? '')

describe('ModelPicker', () => {
  testConformance({
    wrapper: platformWrapper(),
    element: (props) => <ModelPicker {...props} />,
    parts: ['bar', 'search', 'type', 'list', 'option', 'text', 'name', 'description'],
    message: 'pickerSearch',
    ready: (container) =>
      waitFor(() => expect(container.querySelector('[data-mr-part=option], b')).toBeInTheDocument()),
  })

  it('searches the catalog once the typing pauses, and says how many it found', async () => {
    const { user, search, names, calls } = await open()
    const before = calls('models')
    await user.type(search, 'sdxl')
    await waitFor(() => {
      expect(names().length).toBeGreaterThan(0)
      expect(names().filter((name) => !/sdxl/i.test(name))).toEqual([])
    })
    expect(calls('models')).toBeLessThanOrEqual(before + 2)
    expect(screen.getByRole('status')).toHaveTextContent(String(names().length))
    await user.clear(search)
    await user.type(search, 'no such model at all')
    expect(await screen.findByText('No models found.', { selector: 'p' })).toBeVisible()
    expect(search).toHaveAttribute('aria-expanded', 'false')
  })

  it('chooses by the keyboard, which stays in the search field, and submits no form', async () => {
    const { user, search, names, onChange, onSubmit } = await open()
    await user.click(search)
    await user.keyboard('{Enter}')
    expect(onChange).not.toHaveBeenCalled()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(active()).toHaveTextContent(names()[1] ?? '')
    await user.keyboard('{ArrowUp}{ArrowUp}')
    expect(active()).toHaveTextContent(names()[0] ?? '')
    await user.keyboard('{Enter}')
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(onChange).toHaveBeenCalledWith(expect.stringMatching(/^[\w-]+\/[\w.-]+$/))
    expect(search).toHaveFocus()
    expect(active()).toHaveAttribute('aria-selected', 'true')
    expect(onSubmit).not.toHaveBeenCalled()
  })

  it('chooses by a click, and keeps the keyboard where it was', async () => {
    const { user, search, onChange } = await open()
    await user.click(search)
    const option = within(models()).getAllByRole('option')[2]
    if (option) await user.click(option)
    expect(onChange).toHaveBeenCalledTimes(1)
    expect(option).toHaveAttribute('aria-selected', 'true')
    expect(search).toHaveFocus()
  })

  it('shows what the app holds, whatever is clicked', async () => {
    const { user, onChange, show } = await open({ value: SDXL })
    const chosen = () => within(models()).getAllByRole('option', { selected: true })
    const first = chosen()
    expect(first).toHaveLength(1)
    const other = within(models()).getAllByRole('option', { selected: false })[0]
    if (other) await user.click(other)
    expect(chosen()).toEqual(first)
    show({ value: onChange.mock.calls[0]?.[0] as string })
    expect(chosen()).toEqual([other])
  })

  it('offers one type where it is asked for, without the choice of a type where the app has chosen', async () => {
    const { user, names, show } = await open()
    const all = names().length
    await user.selectOptions(screen.getByRole('combobox', { name: 'Type' }), 'video')
    await waitFor(() => expect(names().length).toBeLessThan(all))
    show({ filters: { outputModality: 'image' } })
    expect(screen.queryByRole('combobox', { name: 'Type' })).toBeNull()
  })

  it('says that the catalog cannot be read, and reads it again', async () => {
    const { emulator, wrapper } = openPlatform()
    emulator.set({ faults: [{ route: 'models', status: 503 }] })
    render(<ModelPicker />, { wrapper })
    const again = await screen.findByRole('button', { name: 'Try again' })
    emulator.set({ faults: [] })
    await userEvent.click(again)
    expect((await within(models()).findAllByRole('option')).length).toBeGreaterThan(0)
  })
})
