import { useState } from 'react'
import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { enFormProblem } from '../../../messages/english/en-form-problem.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { JsonPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useFormContext } from '../form-context.js'
import { Part } from '../parts.js'

const TEXTS = { ...enFormEditor, ...enFormProblem }

const MIN_ROWS = 5
const MAX_ROWS = 20

/** Anything, as JSON. What is typed stays as it is typed; only what can be read becomes the value. */
export function JsonField({
  id,
  plan,
  value,
  onChange,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<JsonPlan>) {
  const messages = useAreaMessages(TEXTS)
  const { setDraft } = useFormContext()
  const [typed, setTyped] = useState({ text: textOf(value), value })
  // A value that came from elsewhere replaces what was typed.
  const text = textOf(typed.value) === textOf(value) ? typed.text : textOf(value)
  const error = text.trim() === '' ? undefined : findJsonError(text)

  function change(next: string) {
    const wrong = next.trim() === '' ? undefined : findJsonError(next)
    setDraft(
      plan.key,
      wrong ? `${messages.formNotJson} ${messages.formNotJsonAt(wrong.line, wrong.column)}` : false,
    )
    if (wrong) return setTyped({ text: next, value })
    const empty = plan.path.length === 0 ? {} : undefined
    const read: unknown = next.trim() === '' ? empty : JSON.parse(next)
    setTyped({ text: next, value: read })
    onChange(read)
  }
  function showError() {
    const field = document.getElementById(id)
    if (!error || !(field instanceof HTMLTextAreaElement)) return
    field.focus()
    field.setSelectionRange(error.offset, Math.min(text.length, error.offset + 1))
  }

  return (
    <>
      <Part
        part="json"
        as="textarea"
        look="input mono"
        id={id}
        dir="ltr"
        rows={Math.min(Math.max(text.split('\n').length, MIN_ROWS), MAX_ROWS)}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        value={text}
        disabled={disabled}
        placeholder={plan.type === 'array' ? '[ ]' : '{ }'}
        aria-describedby={[describedBy, `${id}-json`].filter(Boolean).join(' ')}
        aria-invalid={invalid || undefined}
        aria-required={plan.required || undefined}
        onChange={(event) => change(event.target.value)}
      />
      <Part part="counter" as="p" look="hint" id={`${id}-json`}>
        {plan.type === 'array'
          ? messages.formJsonList
          : plan.type === 'object'
            ? messages.formJsonObject
            : messages.formJsonAny}
      </Part>
      {error && invalid && (
        <Part
          part="showError"
          as="button"
          type="button"
          look="button small"
          disabled={disabled}
          onClick={showError}
        >
          {messages.formShowError}
        </Part>
      )}
    </>
  )
}

function textOf(value: unknown): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2)
}

interface JsonError {
  offset: number
  /** From 1. */
  line: number
  column: number
}

/** Where a text stops being JSON; undefined where it is. Browsers say it differently or not at all. */
function findJsonError(text: string): JsonError | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    const offset = Math.min(new Scanner(text).stop(), text.length)
    const before = text.slice(0, offset).split('\n')
    return { offset, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
}

const SPACE = /[ \t\n\r]*/y
const SCALAR =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy
const KEY = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy

/** Reads without recursion, so that deep nesting costs no stack. */
class Scanner {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The offset of the first character that JSON does not allow. */
  stop(): number {
    const open: ('{' | '[')[] = []
    for (;;) {
      // A value is expected.
      this.take(SPACE)
      const first = this.text[this.at]
      if (first === '{' || first === '[') {
        this.at += 1
        this.take(SPACE)
        if (this.text[this.at] === (first === '{' ? '}' : ']')) this.at += 1
        else {
          open.push(first)
          if (first === '{' && !this.key()) return this.at
          continue
        }
      } else if (!this.take(SCALAR)) return this.at
      // A value has ended: what may follow depends on what is open.
      for (;;) {
        this.take(SPACE)
        const holder = open.at(-1)
        const next = this.text[this.at]
        if (!holder) return this.at
        if (next === (holder === '{' ? '}' : ']')) {
          this.at += 1
          open.pop()
          continue
        }
        if (next !== ',') return this.at
        this.at += 1
        if (holder === '{' && !this.key()) return this.at
        break
      }
    }
  }

  private key(): boolean {
    this.take(SPACE)
    if (!this.take(KEY)) return false
    this.take(SPACE)
    if (this.text[this.at] !== ':') return false
    this.at += 1
    return true
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (!found) return false
    this.at += found[0].length
    return true
  }
}
