import { useEffect, useId, useRef, useState } from 'react'
import { requestOutcome } from '../../hooks/request-outcome.js'
import { enError } from '../../messages/english/en-error.js'
import { enHistory } from '../../messages/english/en-history.js'
import { enRunDetails } from '../../messages/english/en-run-details.js'
import { enStatus } from '../../messages/english/en-status.js'
import { enViewer } from '../../messages/english/en-viewer.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as toolsIcons from '../internal/icons/tools-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { OutputView } from '../output-view/OutputView.js'
import { Part } from './parts.js'
import { inputImageOf } from '../internal/input-facts.js'
import { priceText, titleOf } from './request-facts.js'

const TEXTS = { ...enError, ...enHistory, ...enRunDetails, ...enStatus, ...enViewer }

/** What can be done with a run; each where the app or the platform offers it. */
export interface RunDetailsActions {
  onRunAgain?: (request: RequestItem) => void
  onUse?: (url: string) => void
  deletePayloads?: (id: string) => Promise<unknown>
  setPublic?: (id: string, isPublic: boolean) => Promise<unknown>
}

interface RunDetailsProps {
  request: RequestItem
  actions: RunDetailsActions
  onClose(): void
}

/** One run of the history: its output, its input, what it cost, its id, and what can be done with it. */
export function RunDetails({ request, actions, onClose }: RunDetailsProps) {
  const messages = useAreaMessages(TEXTS)
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const [isDeleting, setIsDeleting] = useState(false)
  const { onRunAgain, onUse, deletePayloads, setPublic } = actions
  const outcome = requestOutcome(request)
  const isPurged = Boolean(request.payloadsPurgedAt)
  const input = Object(request.input) as Record<string, unknown>
  const price = priceText(request, outcome, messages)

  useEffect(() => {
    const element = dialog.current
    if (!element || element.open) return
    // Where a browser knows no modal dialogs, it is open on the page.
    if (typeof element.showModal === 'function') element.showModal()
    else element.setAttribute('open', '')
  }, [])

  /** Its error is the hook's, and is shown above the list. */
  const quietly = (work: Promise<unknown> | undefined) => void work?.catch(() => {})

  return (
    <Part part="run" as="dialog" ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <Part part="runBody" look="stack">
        <Part part="runHead" look="row line">
          <Part part="runTitle" as="h2" look="title" id={titleId} dir="auto">
            {titleOf(request, messages)}
          </Part>
          <Part
            part="action"
            as="button"
            type="button"
            look="button quiet icon small"
            aria-label={messages.outputClose}
            onClick={() => (dialog.current?.close ? dialog.current.close() : onClose())}
          >
            <Icon path={commonIcons.close} />
          </Part>
        </Part>
        <Part part="runOutput" as="section" look="stack" aria-label={messages.historyOutput}>
          <OutputView
            output={request.output}
            purged={isPurged}
            alt={isPurged ? undefined : titleOf(request, messages)}
            before={inputImageOf(input)}
            onUse={onUse}
          />
        </Part>
        {!isPurged && Object.keys(input).length > 0 && (
          <Part part="runInput" as="dl" look="well" aria-label={messages.historyInput}>
            {Object.entries(input).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              </div>
            ))}
          </Part>
        )}
        <Part part="runFacts" as="p" look="hint row">
          <span dir="ltr">{request.requestedModelEndpoint ?? request.modelEndpoint}</span>
          {price && <span>{price}</span>}
          <span>
            {messages.errorRequestId}: <code dir="ltr">{request.id}</code>
          </span>
        </Part>
        {isDeleting ? (
          <Part part="runActions" look="row" role="group" aria-label={messages.historyDelete}>
            <p>{messages.historyDeleteText}</p>
            <Part
              part="action"
              as="button"
              type="button"
              look="button primary danger"
              onClick={() => {
                setIsDeleting(false)
                quietly(deletePayloads?.(request.id))
              }}
            >
              {messages.historyDeleteConfirm}
            </Part>
            <Part
              part="action"
              as="button"
              type="button"
              look="button"
              autoFocus
              onClick={() => setIsDeleting(false)}
            >
              {messages.historyCancel}
            </Part>
          </Part>
        ) : (
          <Part part="runActions" look="row">
            {onRunAgain && !isPurged && (
              <Part
                part="action"
                as="button"
                type="button"
                look="button primary"
                onClick={() => onRunAgain(request)}
              >
                {messages.historyRunAgain}
              </Part>
            )}
            {setPublic && outcome === 'succeeded' && (
              <Part
                part="action"
                as="button"
                type="button"
                look="button"
                onClick={() => quietly(setPublic(request.id, !request.public))}
              >
                <Icon path={toolsIcons.globe} />
                {request.public ? messages.historyUnpublish : messages.historyPublish}
              </Part>
            )}
            {deletePayloads && !isPurged && outcome !== 'pending' && (
              <Part
                part="action"
                as="button"
                type="button"
                look="button quiet danger"
                onClick={() => setIsDeleting(true)}
              >
                <Icon path={commonIcons.trash} />
                {messages.historyDelete}
              </Part>
            )}
          </Part>
        )}
      </Part>
    </Part>
  )
}
