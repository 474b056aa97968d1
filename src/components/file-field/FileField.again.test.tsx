import { configure, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import type { JsonSchema } from '../../protocol/model.js'
import { SchemaForm } from '../schema-form/SchemaForm.js'
import { FileField } from './FileField.js'
import { preloadListNow } from '../file-list/EntryRows.js'

// Rows are a chunk of their own, fetched after the first paint.
beforeAll(() => preloadListNow())

// Real uploads over sockets: a busy machine needs its time.
configure({ asyncUtilTimeout: 15_000 })
const uri: JsonSchema = { type: 'string', format: 'uri' }
const SCHEMA: JsonSchema = { properties: { images: { type: 'array', items: uri } } }

let platform: UploadPlatform
beforeEach(async () => {
  platform = await startUploadPlatform()
})

/** A form whose files the app holds; `show` mounts it anew, as after a look at another page of the app. */
function open(images: (File | string)[]) {
  const onSubmit = vi.fn()
  const form = (key: number | undefined) => (
    <StrictMode>
      <ModelRunnerProvider {...platform.options} storage={null}>
        {key !== undefined && (
          <SchemaForm
            key={key}
            schema={SCHEMA}
            defaultValue={{ images }}
            fileField={FileField}
            onSubmit={onSubmit}
          />
        )}
      </ModelRunnerProvider>
    </StrictMode>
  )
  const { rerender } = render(form(0))
  return {
    onSubmit,
    show: (key: number | undefined) => rerender(form(key)),
    field: () => within(screen.getByRole('group', { name: 'Images' })),
  }
}
const picture = (name: string) => new File([name], name, { type: 'image/png' })

describe('FileField that comes again', () => {
  it.each([
    ['in one step', [1]],
    ['after a while without it', [undefined, 1]],
  ])('shows uploads that went on meanwhile, %s, and sends nothing twice', async (_, keys) => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 3_000 }] })
    const { show, field } = open([picture('a.png'), picture('b.png')])
    await waitFor(() => expect(platform.calls('put')).toBe(2))
    for (const key of keys) show(key)
    expect(await field().findByRole('button', { name: 'Cancel a.png' })).toBeVisible()
    expect(field().getByRole('button', { name: 'Cancel b.png' })).toBeVisible()
    await waitFor(() => expect(field().getAllByText(/^Uploaded/)).toHaveLength(2))
    expect(platform.calls('put')).toBe(2)
  })

  it('takes the URLs of files that are up meanwhile, and sends what is new', async () => {
    const given: (File | string)[] = [picture('a.png')]
    const { show, field, onSubmit } = open(given)
    await field().findByText(/^Uploaded/)
    given.push(picture('b.png'))
    show(1)
    await field().findByText(/^Uploaded/)
    await userEvent.click(screen.getByRole('button', { name: 'Submit' }))
    expect(onSubmit).toHaveBeenCalledWith({
      images: [expect.stringMatching(/^http.*a\.png$/), expect.stringMatching(/^http.*b\.png$/)],
    })
    expect(platform.calls('put')).toBe(2)
  })
})
