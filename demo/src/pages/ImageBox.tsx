import { useRequest } from 'modelrunner-react'
import { useState } from 'react'

interface Input {
  prompt: string
}

const WORDS = {
  idle: 'Your picture appears here.',
  uploading: 'Uploading…',
  submitting: 'Sending…',
  queued: 'In the queue…',
  running: 'Drawing…',
  succeeded: '',
  failed: '',
  cancelled: 'Cancelled',
} as const

/** A picture box made with one hook. */
export function ImageBox() {
  const [prompt, setPrompt] = useState('a lighthouse at dusk')
  const picture = useRequest<Input, string[]>('bytedance/sdxl-lightning-4step', { persistKey: 'own-page' })
  const isBusy = ['uploading', 'submitting', 'queued', 'running'].includes(picture.phase)

  return (
    <div className="polaroid">
      <div className="frame" aria-live="polite">
        {picture.output?.[0] ? <img src={picture.output[0]} alt={prompt} /> : <p>{WORDS[picture.phase]}</p>}
        {picture.error && <p role="alert">{picture.error.message}</p>}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          picture.submit({ prompt })
        }}
      >
        <input aria-label="What to draw" value={prompt} onChange={(event) => setPrompt(event.target.value)} />
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Drawing…' : 'Draw'}
        </button>
      </form>
    </div>
  )
}
