import { useRequest } from 'modelrunner-react'

/** A button that draws, a picture that stays in the words of the app, and a way out. */
export function DrawButton() {
  const { submit, cancel, retry, phase, output, error } = useRequest<{ prompt: string }, string[]>(
    'bytedance/sdxl-lightning-4step',
  )
  const isBusy = ['submitting', 'queued', 'running'].includes(phase)
  return (
    <div className="example">
      <div className="row">
        <button type="button" disabled={isBusy} onClick={() => submit({ prompt: 'a lighthouse at dusk' })}>
          Draw
        </button>
        {isBusy && (
          <button type="button" onClick={() => void cancel().catch(() => {})}>
            Cancel
          </button>
        )}
        <span role="status">{phase}</span>
      </div>
      {output?.map((url) => (
        <img key={url} src={url} alt="A lighthouse at dusk" width="256" height="256" />
      ))}
      {error && (
        <p role="alert">
          {error.message}{' '}
          <button type="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
    </div>
  )
}
