import { act, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, StrictMode, useState } from 'react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { ModelRunnerProvider } from '../../context/ModelRunnerProvider.js'
import { en } from '../../messages/en.js'
import { FileUploader } from './FileUploader.js'
import { preloadListNow } from '../file-list/EntryRows.js'

// Rows are a chunk of their own, fetched after the first paint.
beforeAll(() => preloadListNow())

// Real uploads over sockets: a busy machine needs its time.
configure({ asyncUtilTimeout: 15_000 })
let platform: UploadPlatform
beforeEach(async () => {
  platform = await startUploadPlatform()
})

const show = (element: ReactNode) =>
  render(
    <StrictMode>
      <ModelRunnerProvider {...platform.options} storage={null}>
        {element}
      </ModelRunnerProvider>
    </StrictMode>,
  )
const query = <T extends Element>(selector: string) => {
  const found = document.querySelector<T>(selector)
  if (!found) throw new Error(`there is no ${selector}`)
  return found
}
const input = () => query<HTMLInputElement>('input[type=file]')
const choose = (...files: File[]) => userEvent.upload(input(), files, { applyAccept: false })
const file = (name: string, content = name) =>
  new File([content], name, { type: 'text/plain', lastModified: 1 })
const inFolder = (path: string) =>
  Object.defineProperty(file('1.txt', 'x'), 'webkitRelativePath', { value: path })
const names = () =>
  [...document.querySelectorAll('[data-mr-part=name]')].map(({ textContent }) => textContent)
const dataTransfer = (...files: File[]) => ({
  files,
  types: ['Files'],
  items: files.map((each) => ({ kind: 'file', type: each.type, getAsFile: () => each })),
})
const hold = () => platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 60_000 }] })
const release = () => platform.emulator.set({ faults: [] })

describe('FileUploader in a form', () => {
  it('makes a form invalid until its files are there, and says why', async () => {
    show(
      <form>
        <FileUploader name="images" required />
      </form>,
    )
    const form = query<HTMLFormElement>('form')
    const problem = () => query<HTMLInputElement>('form input[aria-hidden]').validationMessage
    expect(form.checkValidity()).toBe(false)
    expect(problem()).toBe(en.uploaderRequired)
    hold()
    await choose(file('a.txt'))
    expect(form.checkValidity()).toBe(false)
    expect(problem()).toBe(en.uploaderUnfinished)
    release()
    await userEvent.click(screen.getByRole('button', { name: 'Cancel a.txt' }))
    await choose(file('b.txt'))
    await waitFor(() => expect(form.checkValidity()).toBe(true))
    expect(new FormData(form).getAll('images')).toHaveLength(1)
  })

  it('leads whoever submits too early to the button that chooses files', () => {
    show(
      <form>
        <FileUploader required />
      </form>,
    )
    act(() => query<HTMLInputElement>('form input[aria-hidden]').focus())
    expect(screen.getByRole('button', { name: 'Choose a file' })).toHaveFocus()
  })

  it('lets a submit wait for the files where the app asks for it', async () => {
    const onSubmit = vi.fn((data: FormDataEntryValue[]) => data)
    show(
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onSubmit(new FormData(event.currentTarget).getAll('images'))
        }}
      >
        <FileUploader name="images" required waitOnSubmit />
        <button>Send</button>
      </form>,
    )
    let finish = () => {}
    const gate = new Promise<void>((resolve) => (finish = resolve))
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 700 }] })
    await choose(file('a.txt'))
    await userEvent.click(screen.getByText('Send'))
    expect(onSubmit).not.toHaveBeenCalled()
    finish()
    await gate
    await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce())
    expect(onSubmit.mock.lastCall?.[0]).toHaveLength(1)
  })

  it.each([
    ['its own', <FileUploader key="x" disabled />],
    [
      'its fieldset’s',
      <fieldset key="x" disabled>
        <FileUploader />
      </fieldset>,
    ],
  ])('takes nothing by any way in while %s disabled is set', async (_, element) => {
    show(element)
    const zone = query('[data-mr-part=dropzone]')
    await act(async () => {
      fireEvent.drop(zone, { dataTransfer: dataTransfer(file('a.txt')) })
      fireEvent.paste(zone, { clipboardData: dataTransfer(file('b.txt')) })
      fireEvent.change(input(), { target: { files: [file('c.txt')] } })
    })
    expect(names()).toEqual([])
    expect(platform.calls('initiate')).toBe(0)
  })
})

describe('FileUploader takes', () => {
  it('files of one name and size in two folders, and each of them once', async () => {
    show(<FileUploader multiple />)
    await choose(inFolder('cats/1.txt'), inFolder('dogs/1.txt'))
    await waitFor(() => expect(names()).toEqual(['1.txt', '1.txt']))
    await choose(inFolder('cats/1.txt'))
    expect(names()).toEqual(['1.txt', '1.txt'])
  })

  it('two drops in one tick, and no more than there may be', async () => {
    show(<FileUploader multiple maxFiles={3} defaultValue={['https://m/there.txt']} />)
    const zone = query('[data-mr-part=dropzone]')
    await act(async () => {
      fireEvent.drop(zone, { dataTransfer: dataTransfer(file('a.txt')) })
      fireEvent.drop(zone, { dataTransfer: dataTransfer(file('b.txt'), file('c.txt')) })
    })
    await waitFor(() => expect(names()).toEqual(['there.txt', 'a.txt', 'b.txt']))
    expect(query('[data-mr-part=refusal]')).toHaveTextContent('c.txt')
  })

  it('takes the last of two drops in one tick when the limit is one file', async () => {
    show(<FileUploader />)
    const zone = query('[data-mr-part=dropzone]')
    await act(async () => {
      fireEvent.drop(zone, { dataTransfer: dataTransfer(file('a.txt')) })
      fireEvent.drop(zone, { dataTransfer: dataTransfer(file('b.txt')) })
    })
    await waitFor(() => expect(names()).toEqual(['b.txt']))
  })

  it.each([
    ['text from a text field', () => <input aria-label="Note" />, ['Files', 'text/plain'], false],
    ['a picture that a text field cannot use', () => <input aria-label="Note" />, ['Files'], true],
    ['anything from rich text', () => <div contentEditable aria-label="Note" />, ['Files'], false],
  ])('by paste: %s', async (_, Field, types, isTaken) => {
    show(<FileUploader multiple components={{ hint: Field }} />)
    const clipboardData = { ...dataTransfer(file('a.txt')), types }
    const isPassedOn = fireEvent.paste(screen.getByLabelText('Note'), { clipboardData })
    expect(isPassedOn).toBe(!isTaken)
    if (isTaken) await waitFor(() => expect(names()).toEqual(['a.txt']))
    else expect(names()).toEqual([])
  })

  it('many refusals as one line per reason', async () => {
    show(<FileUploader multiple accept=".png" />)
    await choose(...Array.from({ length: 30 }, (_, index) => file(`${index}.txt`)))
    expect(document.querySelectorAll('[data-mr-part=refusal]')).toHaveLength(1)
    expect(query('[data-mr-part=refusal]')).toHaveTextContent(en.uploaderRefusedFiles(30))
  })
})

describe('FileUploader that is unmounted while files go up', () => {
  function Wizard({ isInline }: { isInline: boolean }) {
    const [step, setStep] = useState(1)
    const [urls, setUrls] = useState<string[]>([])
    const onChange = isInline ? (next: string[]) => setUrls(next) : setUrls
    return (
      <>
        {step === 1 && <FileUploader multiple value={urls} onChange={onChange} />}
        <button onClick={() => setStep(step === 1 ? 2 : 1)}>Step</button>
        <output>{urls.length}</output>
      </>
    )
  }
  const count = () => query('output').textContent

  it.each([true, false])('gives the app what comes up meanwhile (inline callback: %s)', async (isInline) => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 500 }] })
    show(<Wizard isInline={isInline} />)
    await choose(file('a.txt'), file('b.txt'))
    await userEvent.click(screen.getByText('Step'))
    expect(names()).toEqual([])
    await waitFor(() => expect(count()).toBe('2'))
    await userEvent.click(screen.getByText('Step'))
    expect(names()).toEqual(['a.txt', 'b.txt'])
    expect(platform.calls('put')).toBe(2)
  })

  it.each([true, false])(
    'shows the list of running uploads again (inline callback: %s)',
    async (isInline) => {
      hold()
      show(<Wizard isInline={isInline} />)
      await choose(file('a.txt'))
      await userEvent.click(screen.getByText('Step'))
      await userEvent.click(screen.getByText('Step'))
      expect(names()).toEqual(['a.txt'])
      expect(screen.getByRole('button', { name: 'Cancel a.txt' })).toBeInTheDocument()
      await userEvent.click(screen.getByRole('button', { name: 'Cancel a.txt' }))
      expect(platform.calls('put')).toBe(1)
    },
  )

  it('shows it for no other record, and each record gets its own files', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 2000 }] })
    const save = vi.fn()
    // As a dialog for one record after another: the same place, the same code, another record.
    function Records() {
      const [id, setId] = useState<string>()
      return (
        <>
          {id && <FileUploader multiple name="files" onChange={(urls) => save(id, urls.length)} />}
          {['anna', 'none', 'ben'].map((each) => (
            <button key={each} onClick={() => setId(each === 'none' ? undefined : each)}>
              {each}
            </button>
          ))}
        </>
      )
    }
    show(<Records />)
    await userEvent.click(screen.getByText('anna'))
    await choose(file('a.txt'))
    await userEvent.click(screen.getByText('none'))
    await userEvent.click(screen.getByText('ben'))
    expect(names()).toEqual([])
    await choose(file('b.txt'), file('c.txt'))
    await userEvent.click(screen.getByText('none'))
    await waitFor(() => expect(save.mock.calls).toContainEqual(['ben', 2]))
    expect(save.mock.calls.filter(([id]) => id === 'anna').at(-1)).toEqual(['anna', 1])
  })

  it('shows it to no other uploader of the page', async () => {
    hold()
    function Two() {
      const [step, setStep] = useState(1)
      const [a, setA] = useState<string[]>([])
      const [b, setB] = useState<string[]>([])
      return (
        <>
          {step === 1 ? (
            <FileUploader key="a" value={a} onChange={setA} />
          ) : (
            <FileUploader key="b" value={b} onChange={setB} />
          )}
          <button onClick={() => setStep(2)}>Step</button>
        </>
      )
    }
    show(<Two />)
    await choose(file('a.txt'))
    await userEvent.click(screen.getByText('Step'))
    expect(names()).toEqual([])
  })
})
