import { useId } from 'react'
import type { UseUploadResult } from '../../hooks/useUpload.js'
import { Part } from './parts.js'
import type { ListMessages } from './list-messages.js'

export interface TotalBarProps {
  upload: UseUploadResult
  messages: ListMessages
  isDisabled: boolean
}

/** Progress of all files together, and what can be done with all of them. */
export default function TotalBar({ upload, messages, isDisabled }: TotalBarProps) {
  const textId = useId()
  const { uploads, progress, isUploading } = upload
  const counted = uploads.filter(({ state }) => state !== 'cancelled')
  const has = (state: string) => uploads.some((item) => item.state === state)
  // Of what goes up in one piece, a pause would lose what was sent.
  const pausable = uploads.filter(
    ({ state, keepsParts }) => keepsParts && (state === 'uploading' || state === 'retrying'),
  )
  const { secondsRemaining, ratio } = progress
  const text = [
    messages.uploaderTotal(counted.filter(({ state }) => state === 'done').length, counted.length),
    messages.uploaderBytes(progress.loaded, progress.total),
    ...(isUploading && secondsRemaining !== undefined ? [messages.uploaderRemaining(secondsRemaining)] : []),
  ]
  const button = (
    part: 'pauseAll' | 'resumeAll' | 'cancelAll' | 'retryAll',
    label: string,
    onClick: () => void,
  ) => (
    <Part part={part} as="button" type="button" look="button small" disabled={isDisabled} onClick={onClick}>
      {label}
    </Part>
  )
  return (
    <Part part="total" look="spread">
      <Part part="totalText" as="span" look="hint" id={textId}>
        {text.join(' · ')}
      </Part>
      <Part part="totalActions" look="row">
        {pausable.length > 0 &&
          button('pauseAll', messages.uploaderPauseAll, () => pausable.forEach(({ id }) => upload.pause(id)))}
        {has('paused') && button('resumeAll', messages.uploaderResumeAll, () => upload.resume())}
        {has('failed') && button('retryAll', messages.uploaderRetryAll, () => upload.retry())}
        {(isUploading || has('paused')) &&
          button('cancelAll', messages.uploaderCancelAll, () => upload.cancel())}
      </Part>
      <Part
        part="totalProgress"
        as="progress"
        look="progress"
        aria-labelledby={textId}
        max={1}
        value={ratio}
      />
    </Part>
  )
}
