import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { TestProvider } from '../../../../test/TestProvider.js'
import type { JsonSchema } from '../../../protocol/model.js'
import { SchemaForm } from '../SchemaForm.js'
import { loadEditors } from '../LazyControl.js'

beforeAll(loadEditors)

function show(properties: Record<string, JsonSchema>, defaultValue?: Record<string, unknown>) {
  const onSubmit = vi.fn()
  render(
    <SchemaForm schema={{ type: 'object', properties }} defaultValue={defaultValue} onSubmit={onSubmit} />,
    { wrapper: TestProvider },
  )
  const user = userEvent.setup()
  return {
    user,
    sent: async () => {
      await user.click(screen.getByText('Submit'))
      return onSubmit.mock.lastCall?.[0] as unknown
    },
  }
}
const text: JsonSchema = { type: 'string' }
const button = (name: string) => screen.getByRole('button', { name })
/** The focus moves when the new row is there. */
const focused = (element: () => HTMLElement) => waitFor(() => expect(element()).toHaveFocus())

describe('rows', () => {
  const scenes: JsonSchema = {
    type: 'array',
    maxItems: 3,
    items: {
      type: 'object',
      required: ['title'],
      properties: { title: text, tags: { type: 'array', items: text } },
    },
  }

  /** A row's own button stands before that of the whole list. */
  const addScene = () =>
    within(screen.getByRole('group', { name: 'Scenes' }))
      .getAllByRole('button', { name: 'Add item' })
      .at(-1) as HTMLElement

  it('are added, moved and removed by keyboard, and the focus stays with them', async () => {
    const { user, sent } = show({ scenes })
    for (const title of ['one', 'two', 'three']) {
      addScene().focus()
      await user.keyboard('{Enter}')
      await focused(() => screen.getAllByLabelText('Title').at(-1) as HTMLElement)
      await user.keyboard(title)
    }
    expect(addScene()).toBeDisabled()
    button('Move Scenes 3 up').focus()
    await user.keyboard('{Enter}')
    await focused(() => button('Move Scenes 2 up'))
    await user.keyboard(' ')
    await focused(() => button('Move Scenes 1 up'))
    expect(button('Move Scenes 1 up')).toHaveAttribute('aria-disabled', 'true')
    await user.keyboard('{Enter}')
    button('Remove Scenes 2').focus()
    await user.keyboard('{Enter}')
    await focused(() => button('Remove Scenes 1'))
    expect(await sent()).toEqual({ scenes: [{ title: 'three' }, { title: 'two' }] })
  })

  it('hold rows of their own', async () => {
    const { user, sent } = show({ scenes }, { scenes: [{ title: 'a' }, { title: 'b' }] })
    const second = screen.getByRole('group', { name: 'Scenes 2' })
    await user.click(within(second).getByRole('button', { name: 'Add item' }))
    await user.type(within(second).getByLabelText('Tags 1'), 'x')
    await user.click(within(second).getByRole('button', { name: 'Add item' }))
    await user.type(within(second).getByLabelText('Tags 2'), 'y')
    await user.click(within(second).getByRole('button', { name: 'Move Tags 2 up' }))
    expect(await sent()).toEqual({ scenes: [{ title: 'a' }, { title: 'b', tags: ['y', 'x'] }] })
  })

  /** By role, a list of this length takes jsdom many seconds. */
  const boxes = () => screen.getAllByLabelText<HTMLInputElement>(/^Words \d+$/)

  it('of a long list come a hundred at a time, and an added one is among them', async () => {
    const words = Array.from({ length: 120 }, (_, at) => `word ${at}`)
    const { user, sent } = show({ words: { type: 'array', items: text } }, { words })
    expect(boxes()).toHaveLength(100)
    await user.click(screen.getByText('Add item'))
    await focused(() => screen.getByLabelText('Words 121'))
    expect(boxes()).toHaveLength(121)
    await user.keyboard('the last')
    expect(await sent()).toEqual({ words: [...words, 'the last'] })
  })

  it('of a long list come when they are asked for', async () => {
    const words = Array.from({ length: 202 }, (_, at) => `word ${at}`)
    const { user } = show({ words: { type: 'array', items: text } }, { words })
    await user.click(screen.getByText('Show 102 more items'))
    expect(boxes()).toHaveLength(200)
    expect(screen.getByText('Show 2 more items')).toBeVisible()
  })

  it('of a long list are shown up to one that is wrong', async () => {
    const words = Array.from({ length: 105 }, (_, at) => (at === 102 ? 'no' : 'word'))
    const { sent } = show({ words: { type: 'array', items: { ...text, minLength: 3 } } }, { words })
    expect(boxes()).toHaveLength(100)
    expect(await sent()).toBeUndefined()
    expect(boxes()).toHaveLength(103)
    expect(screen.getByLabelText('Words 103')).toHaveFocus()
    expect(boxes().filter((box) => box.ariaInvalid === 'true')).toEqual([screen.getByLabelText('Words 103')])
  })

  it('say what is wrong in the row where it is', async () => {
    const rows: JsonSchema = { type: 'array', items: { type: 'array', items: { ...text, minLength: 3 } } }
    const { sent } = show({ rows }, { rows: [['long'], ['long', 'no']] })
    expect(await sent()).toBeUndefined()
    const second = screen.getByRole('group', { name: 'Rows 2' })
    expect(within(second).getByText(/Item 2.*at least 3/)).toBeVisible()
    expect(screen.getAllByText(/at least 3/)).toHaveLength(1)
  })

  it('name the field that is missing in the row where it is', async () => {
    const { sent } = show({ scenes }, { scenes: [{ title: 'a' }, {}] })
    expect(await sent()).toBeUndefined()
    const titles = screen.getAllByLabelText('Title')
    expect(titles[0]).toBeValid()
    expect(titles[1]).toBeInvalid()
    expect(titles[1]).toHaveFocus()
  })
})

describe('a required choice without a default', () => {
  it.each<[string, JsonSchema]>([
    [
      'of variants',
      {
        oneOf: [
          { type: 'string', title: 'Name' },
          { type: 'object', title: 'Size', properties: { width: { type: 'integer' } } },
        ],
      },
    ],
    ['of options', { enum: ['small', 'large'] }],
    [
      'of sizes',
      {
        anyOf: [
          { enum: ['small', 'large'] },
          { type: 'object', properties: { width: { type: 'integer' }, height: { type: 'integer' } } },
        ],
      },
    ],
  ])('%s asks for one, and offers no default', async (_, field) => {
    const onSubmit = vi.fn()
    render(
      <SchemaForm
        schema={{ type: 'object', required: ['field'], properties: { field } }}
        onSubmit={onSubmit}
      />,
      { wrapper: TestProvider },
    )
    const select = screen.getByRole('combobox', { name: 'Field' })
    expect(select).toHaveDisplayValue('Choose an option')
    expect(screen.queryByRole('option', { name: 'Default' })).toBeNull()
    await userEvent.click(button('Submit'))
    expect(onSubmit).not.toHaveBeenCalled()
    expect(select).toHaveFocus()
  })
})

describe('variants', () => {
  const tagged = (kind: string, title: string, own: Record<string, JsonSchema>): JsonSchema => ({
    ...(title ? { title } : undefined),
    type: 'object',
    required: ['kind'],
    properties: { kind: { const: kind }, prompt: text, ...own },
  })
  const target: JsonSchema = {
    oneOf: [
      tagged('still_image', '', { dpi: { type: 'integer' } }),
      tagged('video', 'Moving picture', { fps: { type: 'integer' } }),
    ],
    discriminator: { propertyName: 'kind' },
  }

  it('are chosen by title or tag, and keep what fits and what was filled in before', async () => {
    const { user, sent } = show({ target })
    const kind = screen.getByRole('combobox', { name: 'Target' })
    await user.selectOptions(kind, 'Still image')
    await user.type(screen.getByLabelText('Prompt'), 'a boat')
    await user.type(screen.getByLabelText(/^dpi$/i), '300')
    await user.selectOptions(kind, 'Moving picture')
    expect(screen.getByLabelText('Prompt')).toHaveValue('a boat')
    expect(screen.queryByLabelText(/^dpi$/i)).toBeNull()
    await user.type(screen.getByLabelText(/^fps$/i), '24')
    expect(await sent()).toEqual({ target: { kind: 'video', prompt: 'a boat', fps: 24 } })
    await user.selectOptions(kind, 'Still image')
    expect(screen.getByLabelText(/^dpi$/i)).toHaveValue(300)
    expect(await sent()).toEqual({ target: { kind: 'still_image', prompt: 'a boat', dpi: 300 } })
    await user.selectOptions(kind, '')
    expect(await sent()).toEqual({})
  })

  it('show the one that a given value is of', () => {
    show({ target }, { target: { kind: 'video', fps: 12 } })
    expect(screen.getByRole('combobox', { name: 'Target' })).toHaveDisplayValue('Moving picture')
    expect(screen.getByLabelText(/^fps$/i)).toHaveValue(12)
  })
})

describe('an optional group', () => {
  it('is absent until it is switched on by keyboard, and keeps its fields while it is off', async () => {
    const camera = { type: 'object', properties: { move: text, speed: { type: 'number', default: 1 } } }
    const { user, sent } = show({ camera })
    expect(await sent()).toEqual({})
    const power = screen.getByRole('switch', { name: 'Camera' })
    power.focus()
    await user.keyboard(' ')
    await user.type(screen.getByLabelText('Move'), 'left')
    expect(await sent()).toEqual({ camera: { move: 'left', speed: 1 } })
    await user.click(power)
    expect(await sent()).toEqual({})
    await user.click(power)
    expect(screen.getByLabelText('Move')).toHaveValue('left')
  })
})

describe('a combobox', () => {
  const voice = { anyOf: [{ enum: ['alloy', 'echo', 'nova'] }, { type: 'string' }] }

  it('is used by keyboard: opened, narrowed, chosen from, closed, and left with any text', async () => {
    const { user, sent } = show({ voice })
    const input = screen.getByRole('combobox', { name: 'Voice' })
    input.focus()
    await user.keyboard('{ArrowDown}')
    expect(screen.getAllByRole('option')).toHaveLength(3)
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(input).toHaveAttribute('aria-activedescendant', screen.getByRole('option', { name: 'echo' }).id)
    await user.keyboard('{Enter}')
    expect(input).toHaveValue('echo')
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.clear(input)
    await user.keyboard('no')
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['nova'])
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('listbox')).toBeNull()
    await user.keyboard('body')
    expect(await sent()).toEqual({ voice: 'nobody' })
  })
})
