import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import type { JsonSchema } from '../../protocol/model.js'
import { RequestRunner, type RequestRunnerProps } from '../request-runner/RequestRunner.js'
import { preloadListNow } from '../file-list/EntryRows.js'

// Rows are a chunk of their own, fetched after the first paint.
beforeAll(() => preloadListNow())

// Real uploads over sockets: a busy machine needs its time.
configure({ asyncUtilTimeout: 15_000 })
const uri: JsonSchema = { type: 'string', format: 'uri' }
const SCHEMA: JsonSchema = {
  required: ['image'],
  properties: { image: uri, reference_images: { type: 'array', items: uri, maxItems: 3 } },
}

let platform: UploadPlatform
beforeEach(async () => {
  platform = await startUploadPlatform()
})

async function open(props: Partial<RequestRunnerProps> = {}) {
  const { container } = render(
    <StrictMode>
      <ModelRunnerProvider {...platform.options} storage={null}>
        <RequestRunner endpoint="test/echo" schema={SCHEMA} {...props} />
      </ModelRunnerProvider>
    </StrictMode>,
  )
  const field = (name: string) => within(screen.getByRole('group', { name }))
  await screen.findByRole('group', { name: 'Image' })
  const phase = (name: string) =>
    waitFor(() =>
      expect(container.querySelector('[data-mr=request-runner]')).toHaveAttribute('data-state', name),
    )
  return {
    container,
    phase,
    image: field('Image'),
    references: field('Reference images'),
    choose: (name: string, ...files: File[]) =>
      userEvent.upload(screen.getByLabelText(name, { selector: 'input[type=file]' }), files, {
        applyAccept: false,
      }),
    run: () => userEvent.click(screen.getByRole('button', { name: /^Run/ })),
    sent: () => platform.emulator.requests()[0]?.input,
  }
}
const picture = (name: string) => new File([name], name, { type: 'image/png', lastModified: 1 })
const names = (field: ReturnType<typeof within>) =>
  field
    .queryAllByRole('listitem')
    .flatMap((line: HTMLElement) => line.querySelector('[data-mr-part=name]')?.textContent ?? [])
const hold = () => platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 60_000 }] })
const letGo = () => platform.emulator.set({ faults: [] })

describe('FileField', () => {
  it('uploads at once and sends the URL, of each file one upload', async () => {
    const { image, choose, run, phase, sent } = await open()
    await choose('Image', picture('cat.png'))
    await image.findByText(/^Uploaded/)
    expect(image.getByRole('button', { name: 'Remove cat.png' })).toBeVisible()
    await run()
    await phase('succeeded')
    expect(sent()).toMatchObject({ image: expect.stringMatching(/cat\.png$/) })
    expect(platform.calls('put')).toBe(1)
  })

  it('lets a run wait for an upload, and sends nothing twice', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 1_500 }] })
    const { image, choose, run, phase, sent } = await open()
    await choose('Image', picture('cat.png'))
    await image.findByRole('button', { name: 'Cancel cat.png' })
    await run()
    await phase('uploading')
    await phase('succeeded')
    expect(sent()).toMatchObject({ image: expect.stringMatching(/cat\.png$/) })
    expect(platform.emulator.uploads()).toHaveLength(1)
    expect(image.getByText(/^Uploaded/)).toBeVisible()
  })

  it('keeps the file when the waiting run is given up', async () => {
    hold()
    const { image, choose, run, phase } = await open()
    await choose('Image', picture('cat.png'))
    await run()
    await phase('uploading')
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(names(image)).toEqual(['cat.png'])
    expect(image.getByText(/^Uploading/, { selector: '[data-mr-part=status]' })).toBeVisible()
  })

  it('keeps what was given when an upload or a run fails, and tries again', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 400 }] })
    const { image, choose, run, phase } = await open({ endpoint: 'test/provider-failure' })
    await choose('Image', picture('cat.png'))
    await image.findByText(/^Failed/)
    letGo()
    await run()
    await phase('failed')
    expect(await image.findByText(/^Uploaded/)).toBeVisible()
    expect(names(image)).toEqual(['cat.png'])
  })

  it('takes links by Enter, by leaving the field and by pasting anywhere in it', async () => {
    const { references, run, phase, sent, image } = await open()
    await userEvent.click(references.getByRole('tab', { name: 'URL' }))
    const link = references.getByRole('textbox')
    await userEvent.type(link, 'https://m/a.png{Enter}https://m/b.png')
    await userEvent.tab()
    expect(names(references)).toEqual(['a.png', 'b.png'])
    fireEvent.paste(image.getByRole('button', { name: 'Choose a file' }), {
      clipboardData: { files: [], types: ['text/plain'], getData: () => ' https://m/cat.png ' },
    })
    expect(names(image)).toEqual(['cat.png'])
    await run()
    await phase('succeeded')
    expect(sent()).toMatchObject({
      image: 'https://m/cat.png',
      reference_images: ['https://m/a.png', 'https://m/b.png'],
    })
  })

  it('takes a link that is still being typed when the run is started by keys', async () => {
    const { image, phase, sent } = await open()
    await userEvent.click(image.getByRole('tab', { name: 'URL' }))
    await userEvent.type(image.getByRole('textbox'), 'https://m/a.png{Control>}{Enter}{/Control}')
    await phase('succeeded')
    expect(sent()).toMatchObject({ image: 'https://m/a.png' })
  })

  it('holds back a run with half a link, says so and takes the focus there', async () => {
    const { image, run } = await open({ defaultInput: { reference_images: ['https://m/a.png'] } })
    await userEvent.click(image.getByRole('tab', { name: 'URL' }))
    await userEvent.type(image.getByRole('textbox'), 'cat.png')
    await run()
    expect(platform.calls('submit')).toBe(0)
    expect(image.getByRole('textbox')).toHaveFocus()
    expect(image.getByRole('textbox')).toHaveAccessibleDescription(/http/)
    await userEvent.click(image.getByRole('tab', { name: 'Upload' }))
    await userEvent.click(image.getByRole('tab', { name: 'URL' }))
    expect(image.getByRole('textbox')).toHaveValue('cat.png')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(platform.calls('submit')).toBe(0)
  })

  it('keeps the chosen tab when the file is removed', async () => {
    const { image } = await open()
    await userEvent.click(image.getByRole('tab', { name: 'URL' }))
    await userEvent.type(image.getByRole('textbox'), 'https://m/a.png{Enter}')
    expect(image.getByRole('button', { name: 'Remove a.png' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(image.getByRole('tab', { name: 'URL' })).toHaveFocus()
  })

  it('forgets half a link when a file is given another way', async () => {
    const { image, choose, run, phase } = await open()
    await userEvent.click(image.getByRole('tab', { name: 'URL' }))
    await userEvent.type(image.getByRole('textbox'), 'cat')
    await userEvent.tab()
    await choose('Image', picture('cat.png'))
    await run()
    await phase('succeeded')
  })

  it('says what is missing, and takes the focus to where it can be given', async () => {
    const { image, run } = await open()
    await run()
    const browse = image.getByRole('button', { name: 'Choose a file' })
    expect(browse).toHaveFocus()
    expect(browse).toHaveAccessibleDescription(/Image.*Required/)
  })

  it('takes files of the library', async () => {
    platform.emulator.seedFiles(6)
    const { references, run, phase, sent } = await open({ defaultInput: { image: 'https://m/cat.png' } })
    await userEvent.click(references.getByRole('tab', { name: 'Library' }))
    await userEvent.click(references.getByRole('button', { name: 'Choose from library' }))
    const cells = await screen.findAllByRole('gridcell')
    for (let at = 0; at < cells.length; at++) {
      await userEvent.click(screen.getAllByRole('gridcell')[at] ?? document.body)
    }
    // Enter in a field of the library is no submit of the form around it.
    await userEvent.type(screen.getByRole('searchbox'), '{Enter}')
    expect(platform.calls('submit')).toBe(0)
    await userEvent.click(screen.getByRole('button', { name: /^Use \d/ }))
    expect(names(references)).toHaveLength(cells.length)
    await run()
    await phase('succeeded')
    expect((sent() as { reference_images?: string[] }).reference_images).toHaveLength(cells.length)
  })

  it('keeps an order that can be changed, and accepts no more files than the limit', async () => {
    const { references, choose } = await open()
    await choose('Reference images', picture('a.png'), picture('b.png'), new File(['x'], 'c.txt'))
    await choose('Reference images', picture('c.png'), picture('d.png'))
    expect(names(references)).toEqual(['a.png', 'b.png', 'c.png'])
    expect(references.getByText(/exceeds the limit of 3/, { selector: 'li' })).toBeVisible()
    expect(references.queryByRole('tab')).toBeNull()
    await userEvent.click(references.getByRole('button', { name: 'More actions for c.png' }))
    await userEvent.click(references.getByRole('menuitem', { name: 'Move c.png up' }))
    expect(names(references)).toEqual(['a.png', 'c.png', 'b.png'])
    await userEvent.click(await references.findByRole('button', { name: 'Remove a.png' }))
    expect(await references.findByRole('button', { name: 'Remove c.png' })).toHaveFocus()
    expect(references.getAllByRole('tab')).toHaveLength(3)
  })

  it('lets an upload be cancelled, and the focus goes back to where a file is chosen', async () => {
    hold()
    const { image, choose } = await open()
    await choose('Image', picture('cat.png'))
    const cancel = await image.findByRole('button', { name: 'Cancel cat.png' })
    cancel.focus()
    await userEvent.keyboard('{Enter}')
    expect(names(image)).toEqual([])
    expect(image.getByRole('button', { name: 'Choose a file' })).toHaveFocus()
  })

  it('replaces the one file by a dropped one', async () => {
    const { image } = await open({ defaultInput: { image: 'https://m/old.png' } })
    const dropped = picture('new.png')
    const dataTransfer = {
      files: [dropped],
      types: ['Files'],
      items: [{ kind: 'file', type: dropped.type, getAsFile: () => dropped }],
    }
    await act(async () => void fireEvent.drop(image.getByRole('list'), { dataTransfer }))
    await waitFor(() => expect(names(image)).toEqual(['new.png']))
  })

  it('uploads files that the app put there', async () => {
    const { image, run, phase, sent } = await open({ defaultInput: { image: picture('cat.png') } })
    expect(await image.findByText(/^Uploaded/)).toBeVisible()
    expect(platform.emulator.uploads()).toHaveLength(1)
    await run()
    await phase('succeeded')
    expect(sent()).toMatchObject({ image: expect.stringMatching(/cat\.png$/) })
  })

  it('moves between its tabs by arrows', async () => {
    const { image } = await open()
    image.getByRole('tab', { name: 'Upload' }).focus()
    await userEvent.keyboard('{ArrowLeft}')
    expect(image.getByRole('tab', { name: 'Library' })).toHaveFocus()
    expect(image.getByRole('tabpanel', { name: 'Library' })).toBeVisible()
    await userEvent.keyboard('{Home}{ArrowRight}')
    expect(image.getByRole('tab', { name: 'URL' })).toHaveAttribute('aria-selected', 'true')
  })
})
