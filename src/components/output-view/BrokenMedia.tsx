import { enOutput } from '../../messages/english/en-output.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { MediaKind } from './output-piece.js'
import { Part } from './parts.js'

interface BrokenMediaProps {
  kind: MediaKind
  /** Not given for what would fail again. */
  onRetry?: () => void
}

/** In the place of a file that could not be loaded. */
export function BrokenMedia({ kind, onRetry }: BrokenMediaProps) {
  const messages = useAreaMessages(enOutput)
  return (
    <Part part="frame" state="broken">
      <Part part="broken" look="stack">
        <Icon path={KIND_ICONS[kind]} />
        <Part part="broken" as="span" look="hint">
          {kind === 'video'
            ? messages.outputVideoBroken
            : kind === 'audio'
              ? messages.outputAudioBroken
              : messages.outputImageBroken}
        </Part>
        {onRetry && (
          <Part part="retry" as="button" type="button" look="button small" onClick={onRetry}>
            <Icon path={commonIcons.retry} />
            {messages.outputRetry}
          </Part>
        )}
      </Part>
    </Part>
  )
}
