import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, waitFor } from 'storybook/test'
import { PriceTag } from './examples/PriceTag.js'
import source from './examples/PriceTag.tsx?raw'

/**
 * What a model costs, and what a run with an input will cost: `estimate.amount` is a decimal string, computed on the digits.
 *
 * `isExact` is false where the bill depends on what is known only afterwards, as with tokens. What cannot be told has no `amount`.
 */
const meta = {
  title: 'Hooks/usePricing',
  component: PriceTag,
  parameters: { docs: { source: { code: source, language: 'tsx' } } },
} satisfies Meta<typeof PriceTag>

export default meta
type Story = StoryObj<typeof meta>

const amount = (canvasElement: HTMLElement) =>
  Number(canvasElement.querySelector('[role=status]')?.textContent?.replace(/[^\d.]/g, ''))

/** Four pictures cost four times what one costs. */
export const Example: Story = {
  play: async ({ canvas, canvasElement, userEvent }) => {
    await waitFor(() => expect(amount(canvasElement)).toBeGreaterThan(0))
    const one = amount(canvasElement)
    await userEvent.type(canvas.getByRole('spinbutton'), '4', {
      initialSelectionStart: 0,
      initialSelectionEnd: 1,
    })
    await waitFor(() => expect(amount(canvasElement)).toBeCloseTo(4 * one, 8))
  },
}
