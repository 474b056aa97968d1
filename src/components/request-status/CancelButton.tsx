import { useRef } from 'react'
import { enStatus } from '../../messages/english/en-status.js'
import { useKeepFocus } from '../internal/use-keep-focus.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

interface CancelButtonProps {
  isBusy: boolean
  canStop: boolean
  onClick: () => void
}

/** Says what a click on it does: stop the run, or only stop watching it. */
export function CancelButton({ isBusy, canStop, onClick }: CancelButtonProps) {
  const messages = useAreaMessages(enStatus)
  const button = useRef<HTMLButtonElement>(null)
  // It goes when the run ends, perhaps under the finger.
  useKeepFocus(button)
  return (
    <Part
      part="cancel"
      as="button"
      type="button"
      look="button small"
      ref={button}
      state={isBusy ? 'cancelling' : canStop ? 'cancel' : 'stop-watching'}
      aria-disabled={isBusy || undefined}
      onClick={() => !isBusy && onClick()}
    >
      {isBusy ? messages.statusCancelling : canStop ? messages.statusCancel : messages.statusStopWatching}
    </Part>
  )
}
