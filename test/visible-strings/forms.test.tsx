import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { FileField } from '../../src/components/file-field/FileField.js'
import { SchemaForm, type SchemaFormProps } from '../../src/components/schema-form/SchemaForm.js'
import type { JsonSchema } from '../../src/protocol/model.js'
import { TestProvider } from '../TestProvider.js'
import { keysOf, marked } from '../support/marked-messages.js'
import { openPlatform } from '../support/open-platform.js'
import { watchTexts } from '../support/watch-texts.js'

const said = new Set<string>()

/** Labels as a model may give them; none of them is a word of English that a component could say by itself. */
const schema: JsonSchema = {
  required: ['xa', 'xlist'],
  properties: {
    xa: { type: 'string', title: 'Xa', description: 'Xwhy', maxLength: 5 },
    xshort: { type: 'string', title: 'Xshort', minLength: 5, pattern: '^q+$' },
    xint: { type: 'integer', title: 'Xint', minimum: 1, maximum: 9e9 },
    xnum: { type: 'number', title: 'Xnum', minimum: 5 },
    xmax: { type: 'number', title: 'Xmax', maximum: 5 },
    xabove: { type: 'number', title: 'Xabove', exclusiveMinimum: 5 },
    xbelow: { type: 'number', title: 'Xbelow', exclusiveMaximum: 5 },
    xstep: { type: 'number', title: 'Xstep', multipleOf: 5 },
    xlist: { type: 'array', title: 'Xlist', items: { type: 'string' }, minItems: 2 },
    xmany: { type: 'array', title: 'Xmany', items: { type: 'string', maxLength: 1 }, maxItems: 1 },
    xfile: { type: 'string', title: 'Xfile', format: 'uri' },
    xfiles: { type: 'array', title: 'Xfiles', items: { type: 'string', format: 'uri' } },
    xenum: { title: 'Xenum', enum: ['Xone', 'Xtwo'] },
    xobject: { title: 'Xobject', type: 'object' },
    xjsonlist: { title: 'Xjsonlist', type: 'array', items: {} },
    xjson: { title: 'Xjson' },
    xunique: { title: 'Xunique', type: 'array', items: { type: 'string' }, uniqueItems: true },
    xclosed: { title: 'Xclosed', type: 'object', additionalProperties: false },
    xnot: { title: 'Xnot', type: 'string', not: { const: 'Xno' } },
    xlong: { title: 'Xlong', type: 'string', format: 'textarea', examples: ['Xexample'] },
    xvoice: { title: 'Xvoice', type: 'string', examples: ['Xvoice1'] },
    xseed: { title: 'Xseed', type: 'integer' },
    seed: { title: 'Xseed', type: 'integer' },
    xmaybe: { title: 'Xmaybe', type: 'boolean' },
    image: { title: 'Ximage', type: 'string', format: 'uri' },
    mask: { title: 'Xmask', type: 'string', format: 'uri' },
    xunion: {
      title: 'Xunion',
      anyOf: [
        { type: 'string' },
        { type: 'number' },
        { enum: [true] },
        { type: 'array', items: { type: 'string' } },
        { type: 'string', format: 'uri' },
        { properties: { xin: { type: 'string', title: 'Xin' } } },
        { type: 'boolean' },
      ],
    },
    xfirst: {
      title: 'Xfirst',
      anyOf: [
        { properties: { xin: { type: 'string', title: 'Xin' } } },
        { type: 'array', items: { type: 'number' } },
      ],
    },
    xtyped: { title: 'Xtyped', type: 'object' },
    xsize: {
      title: 'Xsize',
      anyOf: [
        { type: 'string', enum: ['Xsquare'] },
        {
          type: 'object',
          properties: {
            width: { type: 'integer', title: 'Xwidth' },
            height: { type: 'integer', title: 'Xheight' },
          },
        },
      ],
    },
  },
}
const wrong = {
  xa: 'much too long',
  xshort: 'b',
  xint: 1.5,
  xnum: 1,
  xmax: 9,
  xabove: 5,
  xbelow: 5,
  xstep: 3,
  xlist: ['Xentry'],
  xmany: ['Xentry', 'b'],
  xfile: 'Xnothing',
  xfiles: ['https://a.example/x1.png', 'https://a.example/x2.png'],
  xenum: 'Xthree',
  xtyped: 5,
  xunique: ['Xa', 'Xa'],
  xclosed: { Xkey: 1 },
  xnot: 'Xno',
  seed: 5,
}
const DATA = [/\bX\w*/, /\bx[12]\.png\b/, 'a.example']

async function tellAll(props: Partial<SchemaFormProps>) {
  const words = watchTexts(DATA)
  const { wrapper } = openPlatform({}, { messages: marked })
  const { container } = render(<SchemaForm schema={schema} defaultValue={wrong} {...props} />, { wrapper })
  const json = await vi.waitFor(
    () =>
      container.querySelector<HTMLElement>('[data-mr-part=field] textarea[dir=ltr]') ??
      expect.fail('there is a field of JSON'),
    { timeout: 15_000 },
  )
  await userEvent.type(json, 'x')
  await userEvent.click(screen.getByRole('button', { name: /formSubmit/ }))
  await userEvent.tab()
  for (const key of words.said) said.add(key)
  expect(words.strays).toEqual([])
}

describe('forms say nothing but the messages', () => {
  it('with all that can be wrong', () => tellAll({}))

  it('with fields for files', () => tellAll({ fileField: FileField }))

  it('with nothing chosen, and values of other kinds', async () => {
    const words = watchTexts(DATA)
    const { wrapper } = openPlatform({}, { messages: marked })
    render(<SchemaForm schema={schema} defaultValue={{ xnum: 'Xabc', xshort: 'qqqqqb' }} />, { wrapper })
    await userEvent.selectOptions(await screen.findByLabelText('Xsize'), screen.getByText(/formCustomSize/))
    await userEvent.click(screen.getByRole('button', { name: /formSubmit/ }))
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('with a required choice that has no default', () => {
    const words = watchTexts(DATA)
    const { wrapper } = openPlatform({}, { messages: marked })
    const options = Array.from({ length: 20 }, (_, at) => `Xoption${at}`)
    const choice: JsonSchema = {
      required: ['xpick'],
      properties: { xpick: { title: 'Xpick', enum: options } },
    }
    render(<SchemaForm schema={choice} />, { wrapper })
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('with suggestions open', async () => {
    const words = watchTexts(DATA)
    const { wrapper } = openPlatform({}, { messages: marked })
    const voice: JsonSchema = {
      properties: { xvoice: { title: 'Xvoice', type: 'string', examples: ['Xvoice1'] } },
    }
    render(<SchemaForm schema={voice} />, { wrapper })
    await userEvent.click(await screen.findByRole('combobox'))
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('with more fields than are shown at once', () => {
    const words = watchTexts(DATA)
    const many = Object.fromEntries(
      Array.from({ length: 120 }, (_, at) => [`x${at}`, { type: 'string', title: 'Xmany' }]),
    )
    render(<SchemaForm schema={{ properties: many }} fields={{ advanced: false }} />, {
      wrapper: ({ children }) => <TestProvider messages={marked}>{children}</TestProvider>,
    })
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('with more items than are shown at once', async () => {
    const words = watchTexts(DATA)
    const list: JsonSchema = {
      properties: { xlist: { title: 'Xlist', type: 'array', items: { type: 'string' } } },
    }
    render(
      <SchemaForm schema={list} defaultValue={{ xlist: Array.from({ length: 101 }, () => 'Xitem') }} />,
      {
        wrapper: ({ children }) => <TestProvider messages={marked}>{children}</TestProvider>,
      },
    )
    await screen.findByRole('button', { name: /formMoreItems/ })
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('where a model publishes no schema', () => {
    const words = watchTexts()
    render(<SchemaForm />, {
      wrapper: ({ children }) => <TestProvider messages={marked}>{children}</TestProvider>,
    })
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('while the fields that are loaded apart are on their way', async () => {
    // Another test may have loaded them already.
    vi.resetModules()
    const form = await import('../../src/components/schema-form/SchemaForm.js')
    const platform = await import('../support/open-platform.js')
    const words = watchTexts(DATA)
    const { wrapper } = platform.openPlatform({}, { messages: marked })
    render(<form.SchemaForm schema={schema} />, { wrapper })
    expect(words.said).toContain('formLoadingField')
    for (const key of words.said) said.add(key)
    expect(words.strays).toEqual([])
  })

  it('in every way that they can', () => {
    // Its chunk cannot be lost here.
    const unseen = keysOf('form').filter((key) => !said.has(key) && key !== 'formLoadAgain')
    expect(unseen).toEqual([])
  })
})
