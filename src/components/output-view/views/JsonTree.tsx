import { type ReactNode, useState } from 'react'
import { enOutput } from '../../../messages/english/en-output.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { CopyButton } from '../TextOutput.js'
import { cutText } from '../../internal/cut-text.js'
import { Part } from '../parts.js'

/** JSON that unfolds level by level; what is folded is not rendered, so that its size does not matter. */
export function JsonTree({ value }: { value: unknown }) {
  const messages = useAreaMessages(enOutput)
  return (
    <Part part="item" look="stack" data-kind="data">
      <Part part="data" look="well mono" role="group" aria-label={messages.outputData} dir="ltr">
        <JsonNode value={value} openLevels={OPEN_LEVELS} />
      </Part>
      <Part part="actions" look="row">
        <CopyButton text={() => jsonText(value, 2)} />
      </Part>
    </Part>
  )
}

// A level with more than this is shown in steps.
const STEP = 100

// Short levels are open from the start, so far down: a value may hold itself.
const OPEN_LEVELS = 4
const SHORT = 3

interface JsonNodeProps {
  name?: string
  value: unknown
  /** This level and those below it that begin open. */
  openLevels: number
}

function JsonNode({ name, value, openLevels }: JsonNodeProps) {
  const messages = useAreaMessages(enOutput)
  const [open, setOpen] = useState(openLevels > 0)
  const [shown, setShown] = useState(STEP)
  const label = name === undefined ? null : <b>{cutText(name, MAX_NAME_CHARACTERS)}: </b>
  if (typeof value !== 'object' || value === null) return <Leaf label={label} value={value} />

  const entries = Object.entries(value)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {label}
        {Array.isArray(value) ? '[…]' : '{…}'} <i dir="auto">{messages.outputEntries(entries.length)}</i>
      </summary>
      {open && (
        <div>
          {entries.slice(0, shown).map(([key, inner]) => (
            <JsonNode
              key={key}
              name={key}
              value={inner}
              openLevels={entries.length <= SHORT ? openLevels - 1 : 0}
            />
          ))}
          {entries.length > shown && (
            <button type="button" onClick={() => setShown((count) => count + STEP)}>
              + {messages.outputEntries(entries.length - shown)}
            </button>
          )}
        </div>
      )}
    </details>
  )
}

const MAX_NAME_CHARACTERS = 200

// A longer string (a file as base64) would freeze the page; the copy button has all of it.
const MAX_LEAF_CHARACTERS = 2_000

function Leaf({ label, value }: { label: ReactNode; value: unknown }) {
  const isLong = typeof value === 'string' && value.length > MAX_LEAF_CHARACTERS
  return (
    <div data-type={value === null ? 'null' : typeof value}>
      {label}
      {jsonText(isLong ? `${value.slice(0, MAX_LEAF_CHARACTERS)} …` : value)}
    </div>
  )
}

/** Stands where a value holds itself. */
const AGAIN = '[…]'

/** Deeper values come of no model, and the engine itself gives up not far below. */
const MAX_LEVELS = 500

/** A value as JSON text, also one that JSON cannot write whole: cycles, bigints, functions, endless depth. Never throws. */
export function jsonText(value: unknown, indent?: number): string {
  // What was entered on the way to the value at hand.
  const above: unknown[] = []
  try {
    const text = JSON.stringify(
      value,
      function (this: unknown, _key, inner: unknown) {
        if (typeof inner !== 'object' || inner === null) return plain(inner)
        while (above.length > 0 && above.at(-1) !== this) above.pop()
        if (above.length >= MAX_LEVELS || above.includes(inner)) return AGAIN
        above.push(inner)
        return inner
      },
      indent,
    ) as string | undefined
    return text ?? String(value)
  } catch {
    // A getter or `toJSON` that throws; what makes a text of it may throw as well.
    return AGAIN
  }
}

function plain(value: unknown): unknown {
  return ['bigint', 'function', 'symbol'].includes(typeof value) ? String(value) : value
}
