import type { Meta, StoryObj } from '@storybook/react-vite'
import { type JsonSchema, SchemaForm } from 'modelrunner-react'
import { expect, fn, userEvent } from 'storybook/test'

const schema: JsonSchema = {
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', description: 'What the picture shows.', maxLength: 400 },
    image: { type: 'string', format: 'uri', description: 'A picture to begin with.' },
    reference_images: { type: 'array', items: { type: 'string', format: 'uri' }, maxItems: 4 },
    image_size: {
      anyOf: [
        { type: 'string', enum: ['square_hd', 'landscape_16_9'] },
        { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
      ],
      default: 'square_hd',
    },
    num_inference_steps: { type: 'integer', minimum: 1, maximum: 50, default: 28 },
    guidance_scale: { type: 'number', minimum: 0, maximum: 20, default: 3.5 },
    seed: { anyOf: [{ type: 'integer' }, { type: 'null' }], description: 'The same seed, the same picture.' },
    scheduler: { type: 'string', enum: ['DDIM', 'K_EULER'] },
    enable_safety_checker: { type: 'boolean', default: true },
    tags: { type: 'array', items: { type: 'string' }, maxItems: 3 },
    camera: {
      type: 'object',
      properties: {
        focal_length: { type: 'integer', minimum: 10, maximum: 200, default: 35 },
        angle: { enum: ['low', 'high'] },
      },
    },
    extra: { type: 'object', description: 'Anything else.' },
  },
}

/** A form for a model's input, from its schema. */
const meta = {
  title: 'Components/SchemaForm',
  component: SchemaForm,
  args: { schema, onSubmit: fn() },
} satisfies Meta<typeof SchemaForm>

export default meta
type Story = StoryObj<typeof meta>

export const EveryField: Story = {}

export const Filled: Story = {
  args: {
    defaultValue: {
      prompt: 'A lighthouse in the fog',
      tags: ['sea', 'fog'],
      image_size: { width: 1024, height: 768 },
      reference_images: ['https://media.example/one.png', 'https://media.example/two.png'],
      extra: { mood: 'calm' },
    },
  },
}

export const HeldBack: Story = {
  play: async ({ args, canvas }) => {
    await userEvent.click(canvas.getByRole('button', { name: 'Submit' }))
    await expect(canvas.getByLabelText('Prompt')).toHaveFocus()
    await expect(args.onSubmit).not.toHaveBeenCalled()
  },
}

export const RefusedByThePlatform: Story = {
  args: {
    defaultValue: { prompt: 'x' },
    errors: [
      { path: ['prompt'], message: 'The prompt is too short.' },
      { path: ['reference_images', 1], message: 'Invalid url' },
      { path: ['voice'], message: 'Unknown field' },
    ],
  },
}

export const NoSchema: Story = { args: { schema: undefined, defaultValue: { prompt: 'a fox' } } }

export const MadeToMeasure: Story = {
  args: {
    fields: {
      order: ['scheduler'],
      hide: ['extra', 'camera', 'tags', 'reference_images', 'image'],
      labels: { prompt: 'Your idea' },
      widgets: { scheduler: 'radio', guidance_scale: 'number' },
    },
    submitLabel: 'Draw',
  },
}

export const Disabled: Story = { args: { disabled: true, defaultValue: { prompt: 'a fox' } } }

const twentyFields: JsonSchema = {
  required: ['prompt'],
  properties: Object.fromEntries([
    ['prompt', { type: 'string', description: 'What the picture shows.' }],
    ['negative_prompt', { type: 'string' }],
    ...Array.from({ length: 18 }, (_, index): [string, JsonSchema] => [
      `setting_${index + 1}`,
      [
        { type: 'number', minimum: 0, maximum: 10, default: index % 10 },
        { type: 'string', enum: ['low', 'medium', 'high'], default: 'medium' },
        { type: 'boolean', default: index % 2 === 0 },
      ][index % 3] ?? {},
    ]),
  ]),
}

/** What few need is folded: the prompt and the button are found at once. */
export const TwentyFields: Story = {
  args: { schema: twentyFields },
  play: async ({ canvas }) => {
    await expect(canvas.getByLabelText('Prompt')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Submit' })).toBeVisible()
  },
}

/** The narrowest box it is made for. */
export const Narrow: Story = {
  render: (args) => (
    <div style={{ inlineSize: 280 }}>
      <SchemaForm {...args} />
    </div>
  ),
}
