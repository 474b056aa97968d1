import { expect, userEvent, waitFor } from 'storybook/test'

/** Presses a button by the part that it is, in whatever language it is written, once it is there. */
export async function press(canvasElement: HTMLElement, component: string, part: string): Promise<void> {
  const find = () =>
    canvasElement.querySelector<HTMLElement>(`button[data-mr=${component}][data-mr-part=${part}]`)
  await waitFor(() => expect(find()).toBeInTheDocument(), { timeout: 30_000 })
  await userEvent.click(find() ?? canvasElement)
}
