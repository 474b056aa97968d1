import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  Balance,
  ErrorNotice,
  FileLibrary,
  FileUploader,
  ModelRunnerError,
  RequestHistory,
  RequestRunner,
} from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, waitFor } from 'storybook/test'

/**
 * Words far longer than any language has: nothing may be cut off, or push its box apart. Whatever is readable without signs above its
 * letters was never translated.
 */
const meta = {
  title: 'Components/Long text',
  parameters: {
    modelrunner: {
      language: 'long',
      settings: { balance: '1' },
      prepare: (emulator: Emulator) => {
        emulator.seedFiles(6)
        emulator.seedRequests(6)
      },
    },
  },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const noMoney = new ModelRunnerError({
  kind: 'insufficient-balance',
  status: 402,
  message: 'Insufficient balance',
  requestId: 'req_9x2Kf41ab',
})

function Everything() {
  return (
    <div style={{ display: 'grid', gap: '1.5rem', gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Balance lowBelow="5" topUpUrl="/billing" />
      <ErrorNotice error={noMoney} onRetry={() => {}} onDismiss={() => {}} />
      <RequestRunner endpoint="test/echo" showCost />
      <FileUploader accept={['image/*', '.pdf']} maxSize={2_000_000} maxFiles={4} multiple directory />
      <RequestHistory onSelect={() => {}} />
      <FileLibrary selectable="many" />
    </div>
  )
}

/** Waits for what is loaded; then no part may stand out of the box at either side. */
const fits: NonNullable<Story['play']> = async ({ canvasElement }) => {
  for (const name of ['file-library', 'request-history'])
    await waitFor(
      () =>
        expect(canvasElement.querySelector(`[data-mr=${name}][data-mr-part=root]`)).toHaveAttribute(
          'data-state',
          'ready',
        ),
      { timeout: 30_000 },
    )
  const box = canvasElement.querySelector('[data-box]')?.getBoundingClientRect()
  const outside = [...canvasElement.querySelectorAll('[data-mr-part]')].filter((part) => {
    const { left, right, width } = part.getBoundingClientRect()
    return box && part.checkVisibility() && width > 1 && (left < box.left - 1 || right > box.right + 1)
  })
  await expect(
    outside.map((part) => `${part.getAttribute('data-mr')} ${part.getAttribute('data-mr-part')}`),
  ).toEqual([])
}

export const Wide: Story = {
  render: () => (
    <div data-box>
      <Everything />
    </div>
  ),
  play: fits,
}

/** The narrowest box it is made for. */
export const Narrow: Story = {
  render: () => (
    <div data-box style={{ inlineSize: 280 }}>
      <Everything />
    </div>
  ),
  play: fits,
}
