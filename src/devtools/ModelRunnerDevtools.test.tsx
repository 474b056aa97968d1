import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { openPlatform } from '../../test/support/open-platform.js'
import { type ModelRunnerProviderProps, useRequest } from '../index.js'
import { createEmulator } from '../emulator/index.js'
import { ModelRunnerDevtools, type ModelRunnerDevtoolsProps } from './index.js'

beforeEach(() => localStorage.clear())

function panel() {
  const host = document.querySelector<HTMLElement>('[data-mr-devtools]')
  return within(host?.shadowRoot as unknown as HTMLElement)
}
const textOf = (element: HTMLElement) => element.textContent.replace(/\s+/g, ' ')
const focused = () => document.querySelector('[data-mr-devtools]')?.shadowRoot?.activeElement

function Run() {
  const { submit, phase } = useRequest('test/echo', { persistKey: 'k' })
  return (
    <button type="button" onClick={() => submit({ text: 'x' })}>
      Run {phase}
    </button>
  )
}

function show(props: ModelRunnerDevtoolsProps = {}, options: Partial<ModelRunnerProviderProps> = {}) {
  const platform = openPlatform({}, options)
  const { wrapper: Wrapper } = platform
  const view = render(
    <Wrapper>
      <Run />
      <ModelRunnerDevtools {...props} />
    </Wrapper>,
  )
  return { ...platform, ...view }
}

describe('<ModelRunnerDevtools>', () => {
  it('starts closed on a narrow window, however it was left', () => {
    localStorage.setItem('modelrunner-devtools', JSON.stringify({ isOpen: true, tab: 'spend' }))
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    show()
    expect(panel().getByRole('button', { expanded: false })).toBeVisible()
    expect(panel().queryByRole('tab')).toBeNull()
  })

  it('records a run while it is closed: steps, how they came, and the price', async () => {
    show()
    await userEvent.click(screen.getByRole('button', { name: 'Run idle' }))
    await screen.findByRole('button', { name: 'Run succeeded' })
    await userEvent.click(panel().getByRole('button', { name: /^ModelRunner Devtools: live$/ }))
    await userEvent.click(panel().getByRole('tab', { name: /^Requests/ }))
    const shown = textOf(panel().getByRole('tabpanel'))
    expect(shown).toMatch(
      /succeededtest\/echo.*sentsubmit.*IN_QUEUE(submit|stream).*COMPLETED, billing chargedstream/,
    )
    expect(shown.match(/sent|IN_QUEUE|IN_PROGRESS|COMPLETED/g)).toEqual([
      'sent',
      'IN_QUEUE',
      'IN_PROGRESS',
      'COMPLETED',
    ])
    expect(shown).toMatch(/\$0\.\d+ · billing charged/)
    await userEvent.click(panel().getByRole('tab', { name: /^Spend/ }))
    await waitFor(() => expect(textOf(panel().getByRole('tabpanel'))).toMatch(/1 of 1.*test\/echo1\$/))
  })

  it('is operated by keyboard: opens into its tabs, arrows move, Escape closes and gives the focus back', async () => {
    show()
    const button = panel().getByRole('button', { name: /^ModelRunner Devtools/ })
    expect(button).toHaveAttribute('aria-expanded', 'false')
    button.focus()
    await userEvent.keyboard('{Enter}')
    const first = panel().getByRole('tab', { name: 'Requests' })
    expect(focused()).toBe(first)
    await userEvent.keyboard('{ArrowRight}')
    expect(focused()).toBe(panel().getByRole('tab', { name: 'Uploads', selected: true }))
    await userEvent.keyboard('{End}{ArrowRight}')
    expect(focused()).toBe(panel().getByRole('tab', { name: 'Problems', selected: true }))
    expect(
      panel()
        .getAllByRole('tab')
        .filter((tab) => tab.tabIndex === 0),
    ).toHaveLength(1)
    await userEvent.keyboard('{Escape}')
    expect(panel().queryByRole('tab')).toBeNull()
    expect(focused()).toBe(button)
  })

  it('is found again as it was left', async () => {
    const { unmount } = show()
    await userEvent.click(panel().getByRole('button', { name: /^ModelRunner Devtools/ }))
    await userEvent.click(panel().getByRole('tab', { name: 'Storage' }))
    unmount()
    show()
    expect(panel().getByRole('tab', { name: 'Storage', selected: true })).toBeInTheDocument()
  })

  it('lists what is stored and removes it after a second press', async () => {
    show({ embedded: true }, { storage: localStorage })
    await userEvent.click(screen.getByRole('button', { name: 'Run idle' }))
    await screen.findByRole('button', { name: 'Run succeeded' })
    await userEvent.click(panel().getByRole('tab', { name: 'Storage' }))
    expect(await panel().findByText('a run that a reload finds again')).toBeInTheDocument()
    await userEvent.click(panel().getByRole('button', { name: 'Clear with client.clear()' }))
    await userEvent.click(panel().getByRole('button', { name: 'Forget all of it' }))
    expect(await panel().findByText('Nothing is stored')).toBeInTheDocument()
    expect(Object.keys(localStorage).filter((key) => key.startsWith('modelrunner:'))).toEqual([])
  })

  it('switches faults of the emulator that listens behind the app, and has no such section without one', async () => {
    const emulator = createEmulator()
    const { url, close } = await emulator.listen()
    const { unmount } = show({ embedded: true, emulatorUrl: url })
    await userEvent.click(await panel().findByRole('tab', { name: /^Faults/ }))
    await userEvent.click(panel().getByRole('checkbox', { name: '402, the balance is too low' }))
    const request = () =>
      emulator.fetch(
        new Request(`${emulator.hosts.queue}/test/echo`, {
          method: 'POST',
          headers: { authorization: 'Key k', 'content-type': 'application/json' },
          body: '{"text":"x"}',
        }),
      )
    await waitFor(async () => expect((await request()).status).toBe(402))
    await userEvent.click(panel().getByRole('button', { name: 'Switch all off' }))
    await waitFor(async () => expect((await request()).status).toBe(201))
    unmount()
    await close()
    emulator.dispose()

    show({ embedded: true }, { hosts: { queue: 'https://queue.example' } })
    expect(panel().getAllByRole('tab')).toHaveLength(7)
    expect(panel().queryByRole('tab', { name: /^Faults/ })).toBeNull()
  })
})
