import { useId } from 'react'
import type { UseUploadResult } from '../../hooks/useUpload.js'
import type { Messages } from '../../messages/messages.js'
import { Part } from './parts.js'

interface TotalBarProps {
  upload: UseUploadResult
  messages: Messages
  isDisabled: boolean
}

/** Progress of all files together, and what can be done with all of them. */
export function TotalBar({ upload, messages, isDisabled }: TotalBarProps) {
  const textId = useId()
  const { uploads, progress, isUploading } = upload
  const counted = uploads.filter(({ state }) => state !== 'cancelled')
  const has = (state: string) => uploads.some((item) => item.state === state)
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
        {isUploading && button('pauseAll', messages.uploaderPauseAll, () => upload.pause())}
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
