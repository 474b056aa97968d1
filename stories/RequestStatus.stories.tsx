import type { Meta, StoryObj } from '@storybook/react-vite'
import { type RequestItem, RequestStatus } from 'modelrunner-react'
import { expect, fn, waitFor } from 'storybook/test'

function item(rest: Partial<RequestItem>): RequestItem {
  return {
    id: 'V1StGXR8_Z5jdHi6B-myT',
    modelEndpoint: 'acme/model',
    status: 'COMPLETED',
    billingStatus: 'charged',
    createdAt: '2026-08-01T12:00:00.000Z',
    updatedAt: '2026-08-01T12:00:08.000Z',
    ...rest,
  }
}
const pending = { billingStatus: 'pending', createdAt: new Date().toISOString() } as const
import { press } from './press.js'

/** How a request stands, in words, and a way out of it that says what it does. */
const meta = {
  title: 'Components/RequestStatus',
  component: RequestStatus,
  args: { request: item({}) },
  parameters: { modelrunner: { provider: { live: 'off' } } },
} satisfies Meta<typeof RequestStatus>

export default meta
type Story = StoryObj<typeof meta>

export const Done: Story = {}
export const Failed: Story = { args: { request: item({ billingStatus: 'failed' }) } }
export const Cancelled: Story = { args: { request: item({ status: 'CANCELLED', billingStatus: 'failed' }) } }
export const InTheQueue: Story = { args: { request: item({ ...pending, status: 'IN_QUEUE' }) } }
export const Running: Story = { args: { request: item({ ...pending, status: 'IN_PROGRESS' }) } }
export const Finishing: Story = { args: { request: item({ ...pending }) } }

/** A run on a deployment can be stopped. */
export const Cancellable: Story = {
  args: { request: item({ ...pending, status: 'IN_PROGRESS', targetKind: 'deployment' }), onCancel: fn() },
  play: async ({ args, canvasElement }) => {
    await press(canvasElement, 'request-status', 'cancel')
    await expect(args.onCancel).toHaveBeenCalledOnce()
  },
}

/** A run on a model cannot be stopped: the button says what it really does. */
export const NotStoppable: Story = {
  args: { request: item({ ...pending, status: 'IN_PROGRESS' }), onCancel: fn(() => 'still-running') },
  play: async ({ canvas, canvasElement }) => {
    await press(canvasElement, 'request-status', 'cancel')
    await expect(await canvas.findByText(/^Couldn't cancel/, {}, { timeout: 30_000 })).toBeVisible()
  },
}

/** It is being asked for. */
export const Cancelling: Story = {
  args: {
    request: item({ ...pending, status: 'IN_PROGRESS', targetKind: 'deployment' }),
    onCancel: fn(() => new Promise<undefined>(() => undefined)),
  },
  play: async ({ canvasElement }) => {
    await press(canvasElement, 'request-status', 'cancel')
  },
}

/** Nothing is known of it yet. */
export const Unknown: Story = {
  args: { request: undefined, requestId: 'V1StGXR8_Z5jdHi6B-myT' },
  parameters: { modelrunner: { settings: { faults: [{ route: 'item', delayMs: 600_000 }] } } },
}

/** There is no such request, or it is somebody else's. */
export const Unreadable: Story = {
  args: { request: undefined, requestId: 'V1StGXR8_Z5jdHi6B-myT' },
  play: async ({ canvasElement }) => {
    await waitFor(
      () =>
        expect(canvasElement.querySelector('[data-mr-part=root]')).toHaveAttribute(
          'data-state',
          'unreadable',
        ),
      { timeout: 30_000 },
    )
  },
}
