import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileField, type JsonSchema, SchemaForm } from 'modelrunner-react'
import type { Emulator } from 'modelrunner-react/emulator'
import { expect, fn, userEvent, waitFor, within } from 'storybook/test'

interface FormProps {
  schema: JsonSchema
  defaultValue?: Record<string, unknown>
  disabled?: boolean
  onSubmit?: () => void
}

function Form(props: FormProps) {
  return <SchemaForm fileField={FileField} {...props} />
}

const one: JsonSchema = {
  properties: { image: { type: 'string', format: 'uri', description: 'A picture to begin with.' } },
}
const required: JsonSchema = { ...one, required: ['image'] }
const many: JsonSchema = {
  properties: {
    reference_images: { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: 6 },
  },
}

/** The control of file fields: upload, URL or library, with the files that were given in their order. */
const meta = {
  title: 'Components/FileField',
  component: Form,
  args: { schema: one, onSubmit: fn() },
  parameters: { modelrunner: { prepare: (emulator: Emulator) => emulator.seedFiles(12) } },
} satisfies Meta<typeof Form>

export default meta
type Story = StoryObj<typeof meta>

const onTheWay = { modelrunner: { settings: { faults: [{ route: 'put', answerDelayMs: 600_000 }] } } }

/** Two by one pixel, so that there is something to see in the line. */
const GIF = 'R0lGODdhAgABAIAAAEtPzP///ywAAAAAAgABAAACAkQKADs='
function picture(name: string): File {
  const bytes = Uint8Array.from(atob(GIF), (character) => character.charCodeAt(0))
  return new File([bytes], name, { type: 'image/gif', lastModified: 1 })
}

async function choose(canvasElement: HTMLElement, ...names: string[]) {
  const input = canvasElement.querySelector<HTMLInputElement>('input[type=file]')
  if (input) await userEvent.upload(input, names.map(picture), { applyAccept: false })
}
const tab = (canvasElement: HTMLElement, index: number) =>
  within(canvasElement).getAllByRole('tab')[index] as HTMLElement
const states = (canvasElement: HTMLElement) =>
  [...canvasElement.querySelectorAll('[data-mr-part=list] [data-mr-part=item]')].map((item) =>
    item.getAttribute('data-state'),
  )

export const Upload: Story = {}

export const Url: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(tab(canvasElement, 1))
    await expect(canvasElement.querySelector('[data-mr-part=link]')).toBeVisible()
  },
}

export const Library: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(tab(canvasElement, 2))
    await expect(within(canvasElement).getByRole('button', { name: 'Choose from library' })).toBeVisible()
  },
}

export const GoingUp: Story = {
  parameters: onTheWay,
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'harbour.gif')
    await waitFor(() => expect(states(canvasElement)).toEqual(['uploading']))
  },
}

export const Done: Story = {
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'harbour.gif')
    await waitFor(() => expect(states(canvasElement)).toEqual(['done']), { timeout: 30_000 })
  },
}

export const Failed: Story = {
  parameters: { modelrunner: { settings: { faults: [{ route: 'put', status: 400 }] } } },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'harbour.gif')
    await waitFor(() => expect(states(canvasElement)).toEqual(['failed']), { timeout: 30_000 })
  },
}

/** A screen reader hears that it must be filled in from the button of the upload, too. */
export const Required: Story = {
  args: { schema: required },
  play: async ({ canvas, args }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }))
    const choose = canvas.getByRole('button', { name: 'Choose a file' })
    await expect(choose).toHaveFocus()
    await expect(choose).toHaveAccessibleDescription(/Required.*Required/)
    await expect(args.onSubmit).not.toHaveBeenCalled()
  },
}

export const Disabled: Story = {
  args: {
    schema: many,
    disabled: true,
    defaultValue: { reference_images: ['https://media.example/one.png'] },
  },
}

/** A link that is none holds a submit back. */
export const NoLink: Story = {
  play: async ({ canvasElement, canvas }) => {
    await userEvent.click(tab(canvasElement, 1))
    const link = canvas.getByRole('textbox', { name: /^Image/ })
    await userEvent.type(link, 'harbour')
    await userEvent.tab()
    await expect(link).toBeInvalid()
  },
}

/** Several, in an order that can be changed. */
export const Many: Story = {
  args: {
    schema: many,
    defaultValue: {
      reference_images: [
        'https://media.example/a1b2c3d4e5f6-summer.png',
        'https://media.example/a-name-that-is-far-too-long-for-any-line-of-a-narrow-form-in-all-likelihood.png',
      ],
    },
  },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, 'harbour.gif', 'lighthouse.gif')
    await waitFor(() => expect(canvas.getAllByText(/^Uploaded ·/)).toHaveLength(2), { timeout: 30_000 })
  },
}

/** Several on their way, with what can be done with all of them. */
export const ManyGoingUp: Story = {
  args: { schema: many },
  parameters: onTheWay,
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, 'a.gif', 'b.gif', 'c.gif', 'd.gif')
    await expect(await canvas.findByRole('button', { name: 'Cancel all' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Cancel a.gif' })).toBeVisible()
  },
}

/** More than there is room for. */
export const Refused: Story = {
  args: {
    schema: {
      properties: { pictures: { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: 1 } },
    },
  },
  play: async ({ canvasElement, canvas }) => {
    await choose(canvasElement, 'a.gif', 'b.gif')
    await expect(await canvas.findByText('b.gif', { selector: 'strong *' })).toBeVisible()
  },
}

export const Arabic: Story = {
  args: { ...Many.args, schema: { ...many, required: ['reference_images'] } },
  parameters: { modelrunner: { language: 'ar' } },
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'harbour.gif')
    await waitFor(() => expect(states(canvasElement)).toHaveLength(3))
  },
}

/** The narrowest box it is made for. */
export const Narrow: Story = {
  args: Many.args,
  render: (args) => (
    <div style={{ inlineSize: 280 }}>
      <Form {...args} />
    </div>
  ),
  play: Many.play,
}
