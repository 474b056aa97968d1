'use client'
import { forwardRef, type Ref, useId, useMemo, useRef, useState } from 'react'
import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { knownError } from '../../hooks/notice-errors.js'
import { enError } from '../../messages/english/en-error.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { DeveloperHint } from './DeveloperHint.js'
import { errorTexts } from './error-texts.js'
import { fieldName } from '../internal/labels.js'
import { type ErrorNoticeParts, Part, Root } from './parts.js'
import { RetryActions, TopUp } from './NoticeActions.js'
import { useIsOffline } from './use-is-offline.js'
import { useKeepFocus } from '../internal/use-keep-focus.js'
import { type Retry, useRetry, userLimitOf } from './use-retry.js'
import { Announcer } from '../internal/Announcer.js'

/** Troubles that pass, or that the user can end: no reason to look alarming. */
const MILD: readonly ErrorKind[] = ['insufficient-balance', 'rate-limited', 'conflict', 'network', 'timeout']

/** A run was made or refused, and users ask what it cost. */
const ABOUT_MONEY: readonly ErrorKind[] = ['generation-failed', 'invalid-output']

/**
 * What went wrong, what it means for the user, and the way on: top up, wait, try again, change the input. Renders
 * nothing without an error, and for what was aborted. Keep it mounted around errors that come and go: tries that it
 * makes by itself (429, connection back) are counted and bounded.
 *
 * @example
 * const { submit, retry, error } = useRequest('owner/alias')
 * <ErrorNotice error={error} onRetry={retry} />
 */
export const ErrorNotice: ComponentOf<ErrorNoticeProps, 'div'> = forwardRef(function ErrorNotice(props, ref) {
  const { error: given, onRetry, ...rest } = props
  // A broken notice would hide what it is about.
  const known = useMemo(() => given && knownError(given), [given])
  const error = known && known.kind !== 'aborted' ? known : undefined
  const way = useRetry(error, onRetry)
  return error ? <Notice {...rest} error={error} way={way} outerRef={ref} /> : null
})

type NoticeProps = Omit<ErrorNoticeProps, 'error' | 'onRetry'> & {
  error: ModelRunnerError
  way: Retry
  outerRef: Ref<HTMLDivElement>
}

function Notice({ error, way, outerRef, onDismiss, topUpUrl, onTopUp, compact, ...rest }: NoticeProps) {
  const { children, ...outer } = rest
  const context = useModelRunnerContext()
  const messages = useAreaMessages(enError)
  const titleId = useId()
  const root = useRootRef(outerRef)
  useKeepFocus(root)
  const isAutomatic = way.state === 'waiting' || way.state === 'watching'
  const { clock } = context.client.config
  // Whether a limit is far off is decided when the notice appears, and does not change under the reader.
  const limit = useMemo(() => userLimitOf(error, clock.now()), [error, clock])
  const texts = errorTexts(error, { isOffline: useIsOffline(), isAutomatic, limit }, messages)
  const tone = MILD.includes(error.kind) || error.maybeSubmitted ? 'warning' : 'danger'
  const money = topUpUrl ?? context.topUpUrl
  const isCompact = compact ?? false

  return (
    <Root
      ref={root}
      outer={outer}
      look={`notice ${tone}`}
      state={error.kind}
      role="group"
      aria-labelledby={titleId}
      data-compact={compact || undefined}
    >
      {children ? (
        children({ error, ...texts, way, topUpUrl: money })
      ) : (
        <>
          <Part part="icon" as="span" aria-hidden="true">
            <NoticeIcon tone={tone} />
          </Part>
          <Part part="body" look="stack">
            {/* Only this is announced, once: the countdown and the buttons change outside it. */}
            <Part part="message" look="stack" role={way.isRepeat ? undefined : 'alert'}>
              <Part part="title" as="p" look="title" id={titleId}>
                {texts.title}
              </Part>
              <Part part="text" as="p">
                {/* The provider's reason may be of another language. */}
                <bdi>{way.state === 'stopped' ? messages.errorStopped : texts.text}</bdi>
              </Part>
              {ABOUT_MONEY.includes(error.kind) && error.billed === false && (
                <Part part="charge" as="p" look="label">
                  {messages.errorNotCharged}
                </Part>
              )}
            </Part>
            {error.fieldErrors.length > 0 && !compact && (
              <Part part="fields" as="ul" look="stack">
                {error.fieldErrors.map(({ path, message }, index) => (
                  <Part part="field" as="li" key={index}>
                    {fieldName(path) && (
                      <>
                        <Part part="fieldName" as="b">
                          {fieldName(path)}
                        </Part>
                        {': '}
                      </>
                    )}
                    <bdi>{message}</bdi>
                  </Part>
                ))}
              </Part>
            )}
            {error.kind === 'insufficient-balance' ? (
              <TopUp error={error} way={way} isCompact={isCompact} topUpUrl={money} onTopUp={onTopUp} />
            ) : (
              <RetryActions error={error} way={way} isCompact={isCompact} />
            )}
            {error.requestId && !compact && <RequestReference requestId={error.requestId} />}
            {process.env.NODE_ENV !== 'production' && <DeveloperHint error={error} />}
          </Part>
          {onDismiss && (
            <Part
              part="dismiss"
              as="button"
              type="button"
              look="button quiet icon small"
              aria-label={messages.errorDismiss}
              onClick={onDismiss}
            >
              <Icon path={commonIcons.close} />
            </Part>
          )}
        </>
      )}
    </Root>
  )
}

/** What the notice knows and does, for `children` as a function. */
export interface ErrorNoticeBehaviour {
  error: ModelRunnerError
  /** What to tell the user. */
  title: string
  text: string
  /** The way on: `retry`, `stop`, the seconds of a countdown. */
  way: Retry
  /** Where to pay, for a 402. */
  topUpUrl?: string
}

interface ErrorNoticeOwnProps {
  /** Nothing is rendered without one. */
  error: ModelRunnerError | null | undefined
  /** The same thing again, with the input kept. Called at most once per error, also by itself: see docs/errors. */
  onRetry?: () => void
  /** Shows a button that closes the notice. */
  onDismiss?: () => void
  /** Where a 402 sends users. @default the provider's */
  topUpUrl?: string
  /** Opens a way to pay within the app, instead of the link. */
  onTopUp?: () => void
  /** Title, text and buttons alone. @default false */
  compact?: boolean
}

export type ErrorNoticeProps = PropsOf<'div', ErrorNoticeParts, ErrorNoticeBehaviour, ErrorNoticeOwnProps>

/** A sign by its shape, not by colour alone: round for what passes, angular for what failed. */
function NoticeIcon({ tone }: { tone: 'warning' | 'danger' }) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      {tone === 'warning' ? <circle cx="8" cy="8" r="6.25" /> : <path d="M8 1.9 14.6 13.6H1.4z" />}
      <path d={tone === 'warning' ? 'M8 4.8v3.6M8 11h.01' : 'M8 6.2v3.4M8 11.5h.01'} />
    </svg>
  )
}

/** The id that support asks for, to be copied. */
function RequestReference({ requestId }: { requestId: string }) {
  const messages = useAreaMessages(enError)
  const text = useRef<HTMLElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const said = { idle: '', copied: messages.errorCopied, failed: messages.errorCopyFailed }[state]

  async function copy() {
    if (text.current) setState((await copyText(text.current)) ? 'copied' : 'failed')
  }

  return (
    <Part part="reference" look="row line hint">
      <span>
        {messages.errorRequestId}{' '}
        <Part part="requestId" as="code" look="mono" ref={text} dir="ltr">
          {requestId}
        </Part>
      </span>
      <Part
        part="copy"
        as="button"
        type="button"
        look="button quiet small icon"
        state={state}
        aria-label={messages.errorCopyId}
        title={messages.errorCopyId}
        onClick={() => void copy()}
      >
        <Icon path={state === 'copied' ? commonIcons.check : commonIcons.copy} />
      </Part>
      <span aria-hidden="true">{said}</span>
      <Announcer message={said} />
    </Part>
  )
}

/**
 * Copies what stands in `element`. Without the clipboard (no permission, no https) the old way is tried: select, copy.
 * Resolves with whether it worked; where not, the text stays selected for the user.
 */
async function copyText(element: HTMLElement): Promise<boolean> {
  const text = element.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    try {
      return document.execCommand('copy')
    } catch {
      return false
    }
  }
}
