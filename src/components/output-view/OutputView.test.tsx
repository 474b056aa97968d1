import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { testConformance } from '../../../test/conformance.js'
import { TestProvider } from '../../../test/TestProvider.js'
import { loadDataViews } from './DataView.js'
import { OutputView, type OutputViewProps } from './OutputView.js'

const CDN = 'https://media.example'

function show(props: OutputViewProps) {
  return render(<OutputView {...props} />, { wrapper: TestProvider })
}

beforeAll(loadDataViews)
afterEach(() => vi.unstubAllGlobals())

describe('OutputView', () => {
  testConformance({
    element: (props) => (
      <OutputView
        output={{
          images: [{ url: `${CDN}/1.png` }, { url: 'blob:https://x.example/1' }],
          video: `${CDN}/1.mp4`,
          audio: `${CDN}/1.mp3`,
          mesh: `${CDN}/1.glb`,
          text: 'Hello',
          seed: 1,
        }}
        {...props}
      />
    ),
    parts: [
      'grid',
      'item',
      'frame',
      'image',
      'video',
      'audio',
      'file',
      'fileName',
      'fileKind',
      'actions',
      'download',
      'open',
      'text',
      'copy',
      'copyImage',
      'details',
      'view',
      'unsafe',
    ],
    message: 'outputCopy',
  })

  it('shows images with alternative texts, in a frame that reserves their space', () => {
    show({ output: { images: [{ url: `${CDN}/a.png`, width: 640, height: 480 }, { url: `${CDN}/b.png` }] } })
    const image = screen.getByRole('img', { name: 'Generated image 1 of 2' })
    expect(image).toHaveAttribute('width', '640')
    expect(image).toHaveAttribute('height', '480')
    expect(screen.getByRole('img', { name: 'Generated image 2 of 2' })).toHaveAttribute('src', `${CDN}/b.png`)
  })

  it('reserves the space that is known from the input', () => {
    show({ output: `${CDN}/a.png`, size: { width: 1280, height: 720 } })
    expect(screen.getByRole('img')).toHaveAttribute('width', '1280')
  })

  it('says that an image could not be loaded, and retries', async () => {
    show({ output: `${CDN}/a.png` })
    const image = screen.getByRole('img')
    fireEvent.error(image)
    expect(screen.getByText("Couldn't load the image.")).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(screen.getByRole('img')).not.toBe(image)
    fireEvent.load(screen.getByRole('img'))
    expect(screen.queryByText("Couldn't load the image.")).toBeNull()
  })

  it('plays video and audio, and offers 3D files to fetch', () => {
    const { container } = show({ output: [`${CDN}/a.mp4`, `${CDN}/b.mp3`, `${CDN}/c.glb`] })
    expect(container.querySelector('video')).toHaveAttribute('controls')
    expect(container.querySelector('audio')).toHaveAttribute('src', `${CDN}/b.mp3`)
    expect(screen.getByText('3D model')).toBeVisible()
    expect(screen.getByRole('link', { name: 'Download: c.glb' })).toHaveAttribute('href', `${CDN}/c.glb`)
  })

  it('links to other sites only with noopener and noreferrer', () => {
    show({ output: [`${CDN}/a.png`, `${CDN}/c.glb`] })
    for (const link of screen.getAllByRole('link')) {
      expect(link).toHaveAttribute('rel', 'noopener noreferrer')
      expect(link).toHaveAttribute('target', '_blank')
    }
  })

  it('shows a text as text, never as HTML', () => {
    const { container } = show({ output: '<img src=x onerror=alert(1)>' })
    expect(container.querySelector('img')).toBeNull()
    expect(screen.getByRole('region', { name: 'Generated text' })).toHaveTextContent('<img src=x')
  })

  it('shows no more lines of a text, and marks on a letter, than the page can set', () => {
    const { container } = show({ output: `e${'\u0301'.repeat(40)}${'\n'.repeat(20_000)}end` })
    const shown = container.querySelector('[data-mr-part=text]')?.textContent
    expect(shown).toBe(`e${'\u0301'.repeat(32)}${'\n'.repeat(9_999)}…`)
  })

  it('makes one text a landmark, and several texts none of the same name', () => {
    const { rerender } = show({ output: 'Once' })
    expect(screen.getByRole('region', { name: 'Generated text' })).toBeVisible()
    rerender(<OutputView output={[{ text: 'Once' }, { text: 'Twice' }]} />)
    expect(screen.queryByRole('region')).toBeNull()
    expect(screen.getAllByRole('group', { name: 'Generated text' })).toHaveLength(2)
  })

  it('copies a text', async () => {
    const user = userEvent.setup()
    show({ output: 'Once upon a time' })
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await navigator.clipboard.readText()).toBe('Once upon a time')
    expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('Copied')
  })

  it('unfolds data level by level, and long levels in steps', async () => {
    show({
      output: { list: Array.from({ length: 250 }, (_, index) => index), a: { deep: 'secret' }, b: 1, c: 2 },
    })
    expect(screen.queryByText('"secret"', { exact: false })).toBeNull()
    await userEvent.click(screen.getByText(/^a:/))
    expect(screen.getByText('"secret"', { exact: false })).toBeVisible()
    await userEvent.click(screen.getByText(/^list:/))
    expect(screen.queryByText('100:')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: '+ 150 entries' }))
    expect(screen.getByText('100:')).toBeVisible()
  })

  it('ends on data that holds itself, and copies what can be written of it', async () => {
    const user = userEvent.setup()
    const circle: Record<string, unknown> = { size: 10 }
    circle['again'] = circle
    show({ output: circle })
    await user.click(screen.getByRole('button', { name: 'Copy' }))
    expect(await navigator.clipboard.readText()).toContain('"again": "[…]"')
  })

  it('distinguishes no output from a removed one', () => {
    const { rerender } = show({ output: [] })
    expect(screen.getByText('No output')).toBeVisible()
    rerender(<OutputView output={{}} purged />)
    expect(screen.getByText('Output expired')).toBeVisible()
  })

  it('asks the server what a file without extension is', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(
      async () => new Response(null, { headers: { 'content-type': 'video/mp4' } }),
    )
    vi.stubGlobal('fetch', fetch)
    const { container } = show({ output: `${CDN}/abc` })
    await vi.waitFor(() => expect(container.querySelector('video')).toBeInTheDocument())
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'HEAD', credentials: 'omit' })
  })

  it('offers a file whose server does not say', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('blocked')))
    show({ output: `${CDN}/abc` })
    expect(await screen.findByRole('link', { name: /Download/ })).toBeVisible()
  })

  it('can do without downloads', () => {
    show({ output: `${CDN}/a.png`, download: false })
    expect(screen.queryByRole('link', { name: /Download/ })).toBeNull()
  })
})

it('keeps the actions of an image that cannot be loaded beside its retry, not over it', () => {
  show({ output: ['https://a.test/1.png', 'https://a.test/2.png'] })
  const [first, second] = screen.getAllByRole('img')
  if (first) fireEvent.error(first)
  const item = screen.getByRole('button', { name: 'Try again' }).closest('[data-mr-part="item"]')
  expect(item).toHaveAttribute('data-kind', 'file')
  expect(second?.closest('[data-mr-part="item"]')).toHaveAttribute('data-kind', 'image')
})
