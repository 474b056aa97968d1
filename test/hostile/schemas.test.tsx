import { cleanup, fireEvent, render } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SchemaForm } from '../../src/components/schema-form/SchemaForm.js'
import { loadEditors } from '../../src/components/schema-form/LazyControl.js'
import type { JsonSchema } from '../../src/protocol/model.js'
import { settle } from '../corpus/unfold.js'
import { TestProvider } from '../TestProvider.js'
import { hostileSchemas } from './hostile-schemas.js'
import { randomSchema } from './random-schemas.js'

// Fetched apart in an app; here from the start, so that all of a form is there to be counted.
await loadEditors()

/** What a page takes at once, also on a phone. */
const MAX_ELEMENTS = 6_000

/** Large enough to tell bounded work from work that grows with the schema. */
const SIZE = { long: 200_000, many: 2_000, deep: 5_000 }

async function showAndSubmit(schema: JsonSchema) {
  const { container } = render(
    <TestProvider>
      <SchemaForm schema={schema} />
    </TestProvider>,
  )
  await settle()
  container.querySelectorAll('details').forEach((details) => details.setAttribute('open', ''))
  const form = container.querySelector('form') as HTMLFormElement
  fireEvent.submit(form)
  await settle()
  expect(form.isConnected).toBe(true)
  return container
}

describe('<SchemaForm>', () => {
  it.each(Object.entries(hostileSchemas(SIZE)))('shows %s within bounds', async (_, make) => {
    const container = await showAndSubmit(make())
    expect(container.querySelectorAll('*').length).toBeLessThan(MAX_ELEMENTS)
  })

  it('shows and submits anything', async () => {
    await fc.assert(
      fc.asyncProperty(randomSchema, async (schema) => {
        await showAndSubmit(schema)
        cleanup()
      }),
      { numRuns: 40 },
    )
  })
})
