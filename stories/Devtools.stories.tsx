import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileUploader, RequestRunner } from 'modelrunner-react'
import { ModelRunnerDevtools } from 'modelrunner-react/devtools/production'
import { useEffect } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'

/** What the client does, while you develop. In a production build `modelrunner-react/devtools` renders nothing. */
const meta = {
  title: 'Components/Devtools',
  component: ModelRunnerDevtools,
  args: { embedded: true },

  decorators: [
    (Story) => {
      // What another story left open must not decide how this one looks.
      useEffect(() => () => localStorage.removeItem('modelrunner-devtools'), [])
      return (
        <div className="devtools-story">
          <RequestRunner endpoint="test/echo" defaultInput={{ text: 'Hello' }} />
          <Story />
        </div>
      )
    },
  ],
} satisfies Meta<typeof ModelRunnerDevtools>

export default meta
type Story = StoryObj<typeof meta>

const panelIn = (canvasElement: HTMLElement) =>
  within(canvasElement.querySelector('[data-mr-devtools]')?.shadowRoot as unknown as HTMLElement)
async function run(canvasElement: HTMLElement) {
  const find = () => canvasElement.querySelector<HTMLElement>('[data-mr-part=submit]')
  await waitFor(() => expect(find()).toBeEnabled(), { timeout: 30_000 })
  await userEvent.click(find() ?? canvasElement)
}
async function open(canvasElement: HTMLElement, name: RegExp) {
  await userEvent.click(await panelIn(canvasElement).findByRole('tab', { name }))
}

export const Requests: Story = {
  play: async ({ canvasElement }) => {
    await run(canvasElement)
    await open(canvasElement, /^Requests/)
    await expect(
      await panelIn(canvasElement).findByText('COMPLETED, billing charged', undefined, { timeout: 30_000 }),
    ).toBeVisible()
  },
}

export const NothingYet: Story = {}

export const Problems: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'submit', status: 402 }] } } },
  play: async ({ canvasElement }) => {
    await run(canvasElement)
    await expect(await panelIn(canvasElement).findByText(/balance is too low for POST/)).toBeVisible()
  },
}

export const Connection: Story = {
  play: async ({ canvasElement }) => {
    await run(canvasElement)
    await open(canvasElement, /^Connection/)
    await waitFor(() => expect(panelIn(canvasElement).getByText('this tab')).toBeVisible())
  },
}

export const Uploads: Story = {
  decorators: [
    (Story) => (
      <>
        <FileUploader />
        <Story />
      </>
    ),
  ],
  play: async ({ canvasElement }) => {
    const input = canvasElement.querySelector<HTMLElement>('input[type=file]')
    await userEvent.upload(input ?? canvasElement, new File(['hello'], 'note.txt', { type: 'text/plain' }))
    await open(canvasElement, /^Uploads/)
    await expect(await panelIn(canvasElement).findByText('stored')).toBeVisible()
  },
}

export const Faults: Story = {
  play: async ({ canvasElement }) => {
    await open(canvasElement, /^Faults/)
    const panel = panelIn(canvasElement)
    await userEvent.click(panel.getByRole('checkbox', { name: /402/ }))
    await waitFor(() => expect(panel.getByRole('tab', { name: /^Faults/ })).toHaveTextContent('1'))
    await run(canvasElement)
    await open(canvasElement, /^Problems/)
    await expect(await panel.findByText(/balance is too low for POST/)).toBeVisible()
  },
}

export const Floating: Story = {
  args: { embedded: false, defaultOpen: true },
  play: async ({ canvasElement }) => {
    await run(canvasElement)
    await open(canvasElement, /^Spend/)
    await expect(
      await panelIn(canvasElement).findByText('1 of 1', undefined, { timeout: 30_000 }),
    ).toBeVisible()
  },
}
