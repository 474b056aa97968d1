import { enForm } from '../../../messages/english/en-form.js'
import { cutText } from '../../internal/cut-text.js'
import type { TextPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { Part } from '../parts.js'

// From here on a limit is worth knowing.
const NEARLY_FULL = 0.8
const MIN_ROWS = 3
const MAX_ROWS = 14
const CHARACTERS_A_ROW = 60
const MAX_EXAMPLES = 3
const MAX_PLACEHOLDER = 500

/** A line of text, or several. A secret is masked, and left alone by browsers that offer what was typed before. */
export function TextField({
  id,
  plan,
  value,
  onChange,
  ariaLabel,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<TextPlan>) {
  const messages = useAreaMessages(enForm)
  const text = typeof value === 'string' ? value : ''
  const length = [...text].length
  const { maxLength } = plan
  const control = {
    id,
    value: text,
    disabled,
    look: 'input',
    dir: 'auto',
    placeholder: typeof plan.default === 'string' ? cutText(plan.default, MAX_PLACEHOLDER) : undefined,
    'aria-label': ariaLabel,
    'aria-describedby': describedBy,
    'aria-invalid': invalid || undefined,
    'aria-required': plan.required || undefined,
  }
  return (
    <>
      {plan.multiline ? (
        <Part
          part="textarea"
          as="textarea"
          {...control}
          rows={rowsFor(text)}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Part
          part="input"
          as="input"
          type={plan.secret ? 'password' : 'text'}
          {...control}
          {...(plan.secret
            ? { autoComplete: 'new-password', spellCheck: false, autoCapitalize: 'off' }
            : undefined)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {plan.multiline && text === '' && plan.suggestions && (
        <Part
          part="examples"
          look="row"
          role="group"
          aria-label={messages.formExamples}
          data-rank={plan.rank}
        >
          {plan.suggestions.slice(0, MAX_EXAMPLES).map((example) => (
            <Part
              part="example"
              as="button"
              type="button"
              look="button quiet small truncate"
              key={example}
              disabled={disabled}
              onClick={() => {
                onChange(example)
                // The buttons go with the empty text.
                document.getElementById(id)?.focus()
              }}
            >
              <bdi>{example}</bdi>
            </Part>
          ))}
        </Part>
      )}
      {maxLength !== undefined && length > maxLength * NEARLY_FULL && (
        <Part part="counter" as="p" look="hint">
          {messages.formCharacters(length, maxLength)}
        </Part>
      )}
    </>
  )
}

/** Grows with the text where the browser does not by itself (`field-sizing`). */
function rowsFor(text: string): number {
  const lines = text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_A_ROW)), 0)
  return Math.min(Math.max(lines, MIN_ROWS), MAX_ROWS)
}
