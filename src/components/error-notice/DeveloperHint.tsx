import { Fragment, type ReactNode } from 'react'
import { adviceFor } from '../../shared/developer-advice.js'
import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { enErrorDeveloper } from '../../messages/english/en-error-developer.js'
import { enError } from '../../messages/english/en-error.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

const TEXTS = { ...enError, ...enErrorDeveloper }

/** Where the cause lies with the one who builds the app, or is not for people to know. */
const FOR_DEVELOPERS: readonly ErrorKind[] = [
  'unauthorized',
  'forbidden',
  'proxy',
  'not-found',
  'network',
  'unexpected-response',
]

/** What happened and the page about it, for the developer and in development alone. */
export function DeveloperHint({ error }: { error: ModelRunnerError }) {
  const messages = useAreaMessages(TEXTS)
  if (!FOR_DEVELOPERS.includes(error.kind)) return null
  const advice = process.env.NODE_ENV === 'development' && adviceFor(error)
  return (
    <Part part="developer" look="well hint">
      <b>{messages.errorDeveloper}</b>
      <div dir="auto">{withCode(error.message)}</div>
      {advice && <div dir="auto">{withCode(advice)}</div>}
      <Part
        part="docs"
        as="a"
        href={messages.errorDocsUrl(error.kind)}
        target="_blank"
        rel="noopener noreferrer"
        title={messages.errorNewTab}
      >
        {messages.errorDocs}
      </Part>
    </Part>
  )
}

/** Names between backticks as code. */
function withCode(text: string): ReactNode {
  return text
    .split('`')
    .map((piece, index) =>
      index % 2 ? <code key={index}>{piece}</code> : <Fragment key={index}>{piece}</Fragment>,
    )
}
