import { enRunner } from '../../messages/english/en-runner.js'
import { Icon } from '../internal/Icon.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { RequestPhase } from '../../client/runs/run.js'
import { isBusy, Part } from './parts.js'
import { createChunk } from '../internal/chunk.js'

/** What shows a run and its errors comes after the form: none of it is needed before the first click. */
export const stageChunk = createChunk(async () => {
  const [{ RunStage }, { ErrorNotice }] = await Promise.all([
    import('./RunStage.js'),
    import('../error-notice/ErrorNotice.js'),
  ])
  return { RunStage, ErrorNotice }
})

interface StagePlaceholderProps {
  phase: RequestPhase
  /** Fetches the stage again, where it could not be fetched. */
  onLoadAgain?: () => void
}

/** Has the stage's size and words until its code is there, so that nothing moves when it comes. */
export function StagePlaceholder({ phase, onLoadAgain }: StagePlaceholderProps) {
  const messages = useAreaMessages(enRunner)
  return (
    <Part
      part="stage"
      look="well"
      state={phase}
      role="region"
      aria-label={messages.runnerOutput}
      aria-busy={isBusy(phase)}
    >
      <Part part="status">
        {isBusy(phase) && (
          <Part part="sending" look="spread">
            <Part part="sending" as="span" look="badge busy accent">
              {messages.runnerSubmitting}
            </Part>
          </Part>
        )}
      </Part>
      {onLoadAgain ? (
        <Part part="retry" as="button" type="button" look="button small" onClick={onLoadAgain}>
          {messages.runnerLoadAgain}
        </Part>
      ) : (
        phase === 'idle' && (
          <Part part="placeholder" look="hint empty stack">
            <Icon path={mediaIcons.image} />
            {messages.runnerOutputPlaceholder}
          </Part>
        )
      )}
    </Part>
  )
}
