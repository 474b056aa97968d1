import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { openPlatform } from '../../../test/support/open-platform.js'
import { startUploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import type { Fault } from '../../emulator/faults/fault.js'
import { FileLibrary } from '../file-library/FileLibrary.js'
import { FileUploader } from '../file-uploader/FileUploader.js'
import { RequestHistory } from '../request-history/RequestHistory.js'
import { RequestRunner } from '../request-runner/RequestRunner.js'

const SDXL = 'bytedance/sdxl-lightning-4step'
const notices = () => [...document.querySelectorAll<HTMLElement>('[data-mr=error-notice][data-mr-part=root]')]
const notice = () => waitFor(() => notices()[0] ?? Promise.reject(new Error('no notice')))
const gone = () => waitFor(() => expect(notices()).toEqual([]))

function open(element: ReactElement, faults: Fault[]) {
  const platform = openPlatform()
  platform.emulator.set({ faults, queueMs: 10, runMs: 10 })
  render(element, { wrapper: platform.wrapper })
  return { ...platform, user: userEvent.setup() }
}

describe('the notice within', () => {
  it.each([
    ['RequestHistory', <RequestHistory key="history" />, 'list'],
    ['FileLibrary', <FileLibrary key="library" />, 'files'],
  ] as const)('%s: what went wrong, and the list after a retry', async (_, element, route) => {
    const { user, emulator, calls } = open(element, [{ route, status: 500 }])
    const { getByRole } = within(await notice())
    expect(getByRole('alert')).toHaveTextContent('Something went wrong')
    emulator.set({ faults: [] })
    const before = calls(route)
    await user.click(getByRole('button', { name: 'Try again' }))
    await gone()
    expect(calls(route)).toBe(before + 1)
  })

  it('RequestRunner: a form that could not be loaded, and comes after a retry', async () => {
    const { user, emulator } = open(<RequestRunner endpoint={SDXL} />, [{ route: 'openapi', status: 500 }])
    const { getByRole } = within(await notice())
    emulator.set({ faults: [] })
    await user.click(getByRole('button', { name: 'Try again' }))
    expect(await screen.findByLabelText('Prompt')).toBeVisible()
    await gone()
  })

  it('RequestRunner: a refused run, the input kept, and the output after a retry', async () => {
    const runner = <RequestRunner endpoint={SDXL} defaultInput={{ prompt: 'a fox' }} />
    const { user, emulator } = open(runner, [{ route: 'submit', status: 402, times: 1 }])
    await screen.findByLabelText('Prompt')
    await user.click(screen.getByRole('button', { name: /^Run/ }))
    const { findByRole } = within(await notice())
    expect(screen.getByLabelText('Prompt')).toHaveValue('a fox')
    await user.click(await findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('img', { name: 'a fox' })).toBeVisible()
    await gone()
    expect(emulator.billed().count).toBe(1)
  })

  it('FileUploader: at the file it is about, where it is not the upload itself that failed', async () => {
    const platform = await startUploadPlatform()
    platform.emulator.set({ faults: [{ route: 'initiate', status: 500 }] })
    render(
      <ModelRunnerProvider {...platform.options} storage={null}>
        <FileUploader />
      </ModelRunnerProvider>,
    )
    const user = userEvent.setup()
    const input = document.querySelector<HTMLInputElement>('input[type=file]')
    if (!input) throw new Error('no input')
    await user.upload(input, new File(['x'], 'fox.png', { type: 'image/png' }))
    const row = (await notice()).closest('li')
    expect(row).toHaveTextContent('fox.png')
    platform.emulator.set({ faults: [] })
    await user.click(within(row ?? document.body).getByRole('button', { name: /try again|retry/i }))
    await gone()
    await waitFor(() => expect(platform.emulator.uploads()).toHaveLength(1))
  })
})
