import { useUpload } from 'modelrunner-react'

const MIB = 1024 * 1024

/** Attachments of a message: each file with its way, pause and retry where they mean something. */
export function AttachFiles() {
  const { upload, uploads, progress, pause, resume, retry, remove } = useUpload({ maxSize: 20 * MIB })
  return (
    <div className="example">
      <label>
        Attach files{' '}
        <input
          type="file"
          multiple
          onChange={(event) => {
            // What fails stands in the list below.
            upload(event.target.files ?? []).catch(() => {})
          }}
        />
      </label>
      <ul>
        {uploads.map(({ id, name, state, error }) => (
          <li key={id}>
            {name}: {state} {error?.message}{' '}
            {state === 'uploading' && (
              <button type="button" onClick={() => pause(id)}>
                Pause {name}
              </button>
            )}
            {state === 'paused' && (
              <button type="button" onClick={() => resume(id)}>
                Go on with {name}
              </button>
            )}
            {state === 'failed' && (
              <button type="button" onClick={() => retry(id)}>
                Try {name} again
              </button>
            )}
            <button type="button" onClick={() => remove(id)}>
              Remove {name}
            </button>
          </li>
        ))}
      </ul>
      {uploads.length > 0 && <p role="status">{Math.floor(progress.ratio * 100)} % uploaded</p>}
    </div>
  )
}
