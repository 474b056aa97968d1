import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { TestProvider } from '../../../test/TestProvider.js'
import type { JsonSchema } from '../../protocol/model.js'
import { SchemaForm, type SchemaFormProps } from './SchemaForm.js'

const SCHEMA: JsonSchema = {
  type: 'object',
  required: ['prompt'],
  properties: {
    prompt: { type: 'string', description: 'What to draw', maxLength: 20, 'x-order': 0 },
    steps: { type: 'integer', minimum: 1, maximum: 50, default: 4, 'x-order': 1 },
    scheduler: { type: 'string', enum: ['DDIM', 'K_EULER'], default: 'DDIM', 'x-order': 2 },
    safe: { type: 'boolean', default: true, 'x-order': 3 },
    seed: { type: 'integer', 'x-order': 4 },
    tags: { type: 'array', items: { type: 'string' }, 'x-order': 5 },
    image: { type: 'string', format: 'uri', 'x-order': 6 },
    options: { type: 'object', 'x-order': 7 },
    image_size: {
      anyOf: [
        { enum: ['square'] },
        { properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
      ],
      'x-order': 8,
    },
  },
}

function show(props: Partial<SchemaFormProps> = {}) {
  const onSubmit = vi.fn()
  const view = render(<SchemaForm schema={SCHEMA} onSubmit={onSubmit} {...props} />, {
    wrapper: TestProvider,
  })
  return { onSubmit, user: userEvent.setup(), ...view }
}
/** Editors are fetched when a form needs them; a form whose inside is replaced has none. */
const editorsOrChildren = (container: HTMLElement) =>
  waitFor(() => expect(container.querySelector('[data-mr-part=add], b')).not.toBeNull(), { timeout: 20_000 })
const submit = () => screen.getByRole('button', { name: 'Submit' })

describe('SchemaForm', () => {
  testConformance({
    element: (props) => (
      <SchemaForm
        schema={SCHEMA}
        defaultValue={{ tags: ['a'] }}
        errors={[
          { path: ['prompt'], message: 'Too rude' },
          { path: ['other'], message: 'Unknown' },
        ]}
        {...props}
      />
    ),
    parts: [
      'summary',
      'fields',
      'field',
      'label',
      'description',
      'problem',
      'textarea',
      'range',
      'slider',
      'input',
      'select',
      'option',
      'checkbox',
      'list',
      'item',
      'itemAction',
      'add',
      'chooseFile',
      'json',
      'actions',
      'submit',
    ],
    message: 'formSubmit',
    ready: editorsOrChildren,
  })

  it('hands on what was filled in, with the defaults and without what was left empty', async () => {
    const { onSubmit, user } = show()
    await user.type(screen.getByLabelText('Prompt'), 'a fox')
    await user.selectOptions(screen.getByLabelText('Scheduler'), 'K_EULER')
    await user.click(screen.getByLabelText('Safe'))
    await user.click(submit())
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({
      prompt: 'a fox',
      steps: 4,
      scheduler: 'K_EULER',
      safe: false,
    })
  })

  it('sends a required list of no stated length empty', async () => {
    const tags: JsonSchema = { type: 'array', items: { type: 'string' } }
    const { onSubmit, user } = show({ schema: { properties: { tags }, required: ['tags'] } })
    await user.click(submit())
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ tags: [] })
  })

  it('holds a submit back, says why and takes the focus there', async () => {
    const { onSubmit, user } = show()
    await user.clear(screen.getByLabelText('Steps'))
    await user.type(screen.getByLabelText('Steps'), '99')
    await user.click(submit())
    expect(onSubmit).not.toHaveBeenCalled()
    const prompt = screen.getByLabelText('Prompt')
    expect(prompt).toHaveFocus()
    expect(prompt).toBeInvalid()
    expect(prompt).toHaveAccessibleDescription('What to draw Required')
    expect(screen.getByLabelText('Steps')).toHaveAccessibleDescription('Use 50 or less.')
    expect(screen.getByRole('status')).toHaveTextContent('2 fields need attention.')
    await user.type(prompt, 'ok')
    expect(prompt).toBeValid()
  })

  it('does not complain before a submit, but of a wrong value when its field is left', async () => {
    const { user } = show()
    await user.type(screen.getByLabelText('Prompt'), 'a text longer than that')
    expect(screen.queryByText('Use at most 20 characters.')).toBeNull()
    await user.tab()
    expect(screen.getByText('Use at most 20 characters.')).toBeVisible()
    await user.clear(screen.getByLabelText('Prompt'))
    await user.tab()
    expect(screen.queryByText('Required')).toBeNull()
  })

  it('shows errors from outside at their fields, until these are changed, and the rest above', async () => {
    const errors = [
      { path: ['prompt'], message: 'Too rude' },
      { path: ['tags', 1], message: 'Empty' },
      { path: ['elsewhere'], message: 'Odd' },
    ]
    const { user } = show({ errors, defaultValue: { tags: ['a', ''] } })
    const prompt = screen.getByLabelText('Prompt')
    expect(prompt).toHaveFocus()
    expect(prompt).toHaveAccessibleDescription(/Too rude/)
    expect(screen.getByText('Item 2: Empty')).toBeVisible()
    expect(screen.getByText('Elsewhere: Odd')).toBeVisible()
    await user.type(prompt, 'x')
    expect(screen.queryByText('Too rude')).toBeNull()
    expect(screen.getByText('Item 2: Empty')).toBeVisible()
  })

  it('shows the same error again when it comes back', async () => {
    const error = { path: ['prompt'], message: 'Too rude' }
    const { user, rerender } = show({ errors: [error] })
    await user.type(screen.getByLabelText('Prompt'), 'x')
    expect(screen.queryByText('Too rude')).toBeNull()
    rerender(<SchemaForm schema={SCHEMA} errors={[error]} />)
    expect(screen.getByText('Too rude')).toBeVisible()
  })

  it('submits by Ctrl+Enter from within a long text', async () => {
    const { onSubmit, user } = show()
    await user.type(screen.getByLabelText('Prompt'), 'a fox{Control>}{Enter}{/Control}')
    expect(onSubmit).toHaveBeenCalledOnce()
  })

  it('keeps lists, also by keyboard, and never loses the focus', async () => {
    const { onSubmit, user } = show({ defaultValue: { prompt: 'p' } })
    const tags = screen.getByRole('group', { name: 'Tags' })
    await user.click(within(tags).getByRole('button', { name: 'Add item' }))
    await vi.waitFor(() => expect(screen.getByLabelText('Tags 1')).toHaveFocus())
    await user.keyboard('one')
    await user.click(within(tags).getByRole('button', { name: 'Add item' }))
    await user.type(screen.getByLabelText('Tags 2'), 'two')
    await user.click(within(tags).getByRole('button', { name: 'Remove Tags 1' }))
    await vi.waitFor(() => expect(within(tags).getByRole('button', { name: 'Add item' })).toHaveFocus())
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ tags: ['two'] })
  })

  it('takes a file as it is, and lets it be removed', async () => {
    const { onSubmit, user } = show({ defaultValue: { prompt: 'p' } })
    const file = new File(['x'], 'fox.png', { type: 'image/png' })
    const field = screen.getByRole('group', { name: 'Image' })
    await user.upload(field.querySelector('input[type=file]') as HTMLInputElement, file)
    expect(within(field).getByText('fox.png')).toBeVisible()
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ image: file })
    await user.click(within(field).getByRole('button', { name: 'Remove fox.png' }))
    await user.type(within(field).getByLabelText('Image', { selector: '[type=url]' }), 'ftp://x')
    await user.click(submit())
    expect(screen.getByText('Enter a link that starts with https://.')).toBeVisible()
  })

  it('names files by their links, also by those that no browser would write so', () => {
    const schema: JsonSchema = { properties: { images: { type: 'array', items: { format: 'uri' } } } }
    const images = ['https://m.example/100%.png', 'https://m.example/caf%C3%A9.png?size=2']
    show({ schema, defaultValue: { images } })
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '100%.png',
      'café.png',
    ])
  })

  it('takes files that are dropped or pasted', async () => {
    const { onSubmit, user } = show({ defaultValue: { prompt: 'p' } })
    const file = new File(['x'], 'fox.png', { type: 'image/png' })
    const field = screen.getByRole('group', { name: 'Image' })
    const link = within(field).getByLabelText('Image', { selector: '[type=url]' })
    fireEvent.drop(link, { dataTransfer: { files: [file] } })
    await user.click(within(field).getByRole('button', { name: 'Remove fox.png' }))
    fireEvent.paste(within(field).getByLabelText('Image', { selector: '[type=url]' }), {
      clipboardData: { files: [file] },
    })
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ image: file })
  })

  it('edits what has no form as JSON, and holds back what cannot be read', async () => {
    const { onSubmit, user } = show({ defaultValue: { prompt: 'p' } })
    const options = screen.getByLabelText('Options')
    await user.type(options, '{{"a": 1')
    await user.click(submit())
    expect(onSubmit).not.toHaveBeenCalled()
    expect(options).toHaveAccessibleDescription('Invalid JSON. Check line 1, column 8. Enter a JSON object.')
    await user.type(options, '}')
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ options: { a: 1 } })
  })

  it('takes a size of one’s own', async () => {
    const { onSubmit, user } = show({ defaultValue: { prompt: 'p' } })
    await user.selectOptions(screen.getByLabelText('Image size'), 'Custom size')
    await user.clear(screen.getByLabelText('Height'))
    await user.type(screen.getByLabelText('Height'), '640')
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ image_size: { width: 1024, height: 640 } })
  })

  it('is an editor for the whole input where there is no schema', async () => {
    const { onSubmit, user } = show({ schema: undefined })
    await user.clear(screen.getByLabelText('Input as JSON'))
    await user.paste('{"any": ["thing"]}')
    await user.click(submit())
    expect(onSubmit).toHaveBeenCalledExactlyOnceWith({ any: ['thing'] })
  })

  it('can be held by the app', async () => {
    function Held() {
      const [value, setValue] = useState<Record<string, unknown>>({ prompt: 'from the app' })
      return (
        <SchemaForm
          schema={SCHEMA}
          value={value}
          onChange={(next) => setValue({ ...next, prompt: String(next['prompt']).toUpperCase() })}
        />
      )
    }
    render(<Held />, { wrapper: TestProvider })
    expect(screen.getByLabelText('Prompt')).toHaveValue('from the app')
    await userEvent.type(screen.getByLabelText('Prompt'), '!')
    expect(screen.getByLabelText('Prompt')).toHaveValue('FROM THE APP!')
  })

  it('keeps what was typed while a slow upload of another field ends', async () => {
    let finish: (url: string) => void = () => {}
    const Slow = ({ onChange }: { onChange: (value: unknown) => void }) => {
      const [first] = useState(() => onChange)
      finish = first
      return null
    }
    const { onSubmit, user } = show({ fileField: Slow })
    await user.type(screen.getByLabelText('Prompt'), 'a fox')
    act(() => finish('https://cdn.example/x.png'))
    await user.click(submit())
    expect(onSubmit.mock.calls[0]?.[0]).toMatchObject({ prompt: 'a fox', image: 'https://cdn.example/x.png' })
  })

  it('orders, hides, renames and swaps fields', () => {
    const Own = ({ id, value }: { id: string; value: unknown }) => (
      <output id={id}>own {String(value)}</output>
    )
    const { container } = show({
      fields: {
        order: ['seed'],
        hide: ['tags', 'image', 'options', 'image_size'],
        labels: { prompt: 'Your idea' },
        widgets: { prompt: 'text', steps: Own, scheduler: 'radio' },
      },
    })
    const labels = [...container.querySelectorAll('[data-mr-part=field] > [data-mr-part=label]')]
    expect(labels.map((label) => label.textContent)).toEqual(['Seed', 'Your idea', 'Steps', 'Scheduler'])
    expect(screen.getByLabelText('Your idea').tagName).toBe('INPUT')
    expect(screen.getByText('own 4')).toBeVisible()
    expect(screen.getByRole('radio', { name: 'DDIM' })).toBeChecked()
  })

  it('takes names that every object has for names, and pollutes nothing', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }]))
    const onSubmit = vi.fn()
    const user = userEvent.setup()
    render(
      <SchemaForm schema={{ type: 'object', properties }} fields={{ labels: {} }} onSubmit={onSubmit} />,
      {
        wrapper: TestProvider,
      },
    )
    for (const name of names) await user.type(screen.getByLabelText(name), 'x')
    await user.click(submit())
    expect(Object.entries(onSubmit.mock.calls[0]?.[0] as object)).toEqual(names.map((name) => [name, 'x']))
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  it('gives its behaviour to a function as children', async () => {
    const { onSubmit, user } = show({
      children: ({ renderField, submit }) => (
        <>
          {renderField('prompt')}
          <button type="button" onClick={submit}>
            Mine
          </button>
        </>
      ),
    })
    await user.type(screen.getByLabelText('Prompt'), 'x')
    await user.click(screen.getByRole('button', { name: 'Mine' }))
    expect(onSubmit).toHaveBeenCalledOnce()
  })

  it('fills in the defaults of a schema that comes late', () => {
    const { rerender } = show({ schema: undefined })
    rerender(<SchemaForm schema={SCHEMA} />)
    expect(screen.getByLabelText('Steps')).toHaveValue(4)
  })
})
