import { type ReactNode, useRef, Fragment } from 'react'
import { enForm } from '../../messages/english/en-form.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { type FieldPlan, type GroupPlan, getIn } from './field-plan.js'
import { BooleanField, ChoiceField, isRadio, isTriState } from './fields/ChoiceField.js'
import { FileField } from './fields/FileField.js'
import { NumberField } from './fields/NumberField.js'
import { TextField } from './fields/TextField.js'
import type { WidgetProps } from './fields-options.js'
import { useFormContext } from './form-context.js'
import { startOf } from './form-input.js'
import { Part } from './parts.js'
import { hasCombobox, LazyControl } from './LazyControl.js'
import { safeUrl } from '../internal/safe-url.js'

interface FieldProps {
  plan: FieldPlan
  /** Stands within a field of the same path, which says what is wrong. */
  isInner?: boolean
}

/** One field: its name, its control, what it is for, and what is wrong with it. */
export function Field({ plan, isInner = false }: FieldProps) {
  const { input, setAt, problems, idOf, disabled, touch, widgets } = useFormContext()
  const messages = useAreaMessages(enForm)
  if (plan.kind === 'constant') return null
  const id = `${idOf(plan.key)}${isInner ? '-value' : ''}`
  const wrong = problems.get(plan.key) ?? []
  const describedBy =
    [plan.description && `${id}-description`, wrong.length > 0 && !isInner && `${id}-problem`]
      .filter(Boolean)
      .join(' ') || undefined
  const widget: WidgetProps = {
    id,
    plan,
    value: getIn(input, plan.path),
    onChange: (value) => setAt(plan.path, value),
    label: plan.label,
    describedBy,
    invalid: wrong.length > 0,
    disabled,
  }
  // The names are a model's, and may be those of every object: `constructor`.
  const Custom = widgets && Object.hasOwn(widgets, plan.key) ? widgets[plan.key] : undefined
  const control =
    typeof Custom === 'function' ? <Custom {...widget} /> : <Control plan={plan} widget={widget} />
  const isComposite = isGroupOfControls(plan)
  // The control carries its own label.
  const isLabelled =
    (plan.kind === 'boolean' && !isTriState(plan)) || (plan.kind === 'group' && plan.optional === true)
  // A group cannot be `aria-required`, and the star is for the eye.
  const isRequired = isComposite && plan.required
  const about = plan.description && (
    <Part part="description" as="p" look="hint" id={`${id}-description`}>
      {/* From the model, in its own language. */}
      <bdi>
        <DescriptionText text={plan.description} />
      </bdi>
    </Part>
  )

  return (
    <Part
      part="field"
      look="stack"
      state={wrong.length > 0 ? 'invalid' : 'valid'}
      data-kind={kindOf(plan)}
      data-rank={rankOf(plan)}
      onBlur={() => touch(plan.key)}
      {...(isComposite
        ? {
            role: plan.kind === 'choice' || plan.kind === 'size' ? 'radiogroup' : 'group',
            'aria-labelledby': `${id}-label`,
            'aria-describedby':
              [isRequired && `${id}-required`, describedBy].filter(Boolean).join(' ') || undefined,
          }
        : undefined)}
    >
      {isLabelled ? (
        control
      ) : (
        <>
          <Part
            part="label"
            as={isComposite ? 'span' : 'label'}
            look="label"
            id={`${id}-label`}
            data-required={plan.required || undefined}
            {...(isComposite ? undefined : { htmlFor: id })}
          >
            <bdi>{plan.label}</bdi>
          </Part>
          {isRequired && (
            <span hidden id={`${id}-required`}>
              {messages.formIsRequired}
            </span>
          )}
          {plan.kind === 'group' && about}
          {control}
        </>
      )}
      {(plan.kind !== 'group' || plan.optional) && about}
      {wrong.length > 0 && !isInner && (
        <Part part="problem" as="p" look="problem" id={`${id}-problem`}>
          <ProblemTexts texts={wrong} />
        </Part>
      )}
    </Part>
  )
}

function Control({
  plan,
  widget,
}: {
  plan: Exclude<FieldPlan, { kind: 'constant' }>
  widget: WidgetProps
}): ReactNode {
  switch (plan.kind) {
    case 'text':
      return hasCombobox(plan) ? (
        <LazyControl plan={plan} widget={widget} />
      ) : (
        <TextField {...widget} plan={plan} />
      )
    case 'number':
      return plan.seed ? <LazyControl plan={plan} widget={widget} /> : <NumberField {...widget} plan={plan} />
    case 'boolean':
      return <BooleanField {...widget} plan={plan} />
    case 'choice':
      return <ChoiceField {...widget} plan={plan} />
    case 'file':
      return <FileField {...widget} plan={plan} />
    case 'group':
      return <GroupField plan={plan} widget={widget} />
    case 'size':
    case 'list':
    case 'json':
    case 'color':
    case 'variants':
      return <LazyControl plan={plan} widget={widget} />
    default:
      return plan satisfies never
  }
}

/** An object's fields. An optional one is off until it is switched on; what was filled in is there again after that. */
function GroupField({ plan, widget }: { plan: GroupPlan; widget: WidgetProps }) {
  const { id, value, onChange, describedBy, disabled } = widget
  const kept = useRef<unknown>(undefined)
  const isOn = !plan.optional || value !== undefined
  return (
    <>
      {plan.optional && (
        <Part part="option" as="label" look="row label" htmlFor={id} id={`${id}-label`}>
          <Part
            part="switch"
            as="input"
            look="check"
            type="checkbox"
            role="switch"
            id={id}
            checked={isOn}
            disabled={disabled}
            aria-describedby={describedBy}
            onChange={(event) => {
              if (event.target.checked) return onChange(kept.current ?? startOf(plan))
              kept.current = value
              onChange(undefined)
            }}
          />
          <bdi>{plan.label}</bdi>
        </Part>
      )}
      {isOn && (
        <Part part="group">
          <Part part="fields">
            {plan.fields.map((field) => (
              <Field key={field.key} plan={field} />
            ))}
          </Part>
        </Part>
      )}
    </>
  )
}

/** Fields with several controls are groups that carry the name; the others have a label that points to their control. */
function isGroupOfControls(plan: FieldPlan): boolean {
  if (plan.kind === 'choice' || plan.kind === 'size') return isRadio(plan)
  return plan.kind === 'group' || plan.kind === 'list' || plan.kind === 'file'
}

/** For styles: long texts, lists and the like take the whole width, small controls share a row. */
function kindOf(plan: FieldPlan): string {
  if (plan.kind === 'text' && plan.multiline) return 'textarea'
  if ((plan.kind === 'choice' || plan.kind === 'size') && isRadio(plan)) return 'options'
  return plan.kind === 'boolean' && isTriState(plan) ? 'choice' : plan.kind
}

function rankOf(plan: FieldPlan): 'primary' | 'quiet' | undefined {
  if (plan.kind === 'text' && plan.rank) return plan.rank
  return plan.advanced ? 'quiet' : undefined
}

// Longer ones are a page of their own; they are cut at a word.
const MAX_LENGTH = 600
const LINK =
  /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]{1,500})\)|(https?:\/\/[^\s<>()"'`]{1,500}[^\s<>()"'`.,;:!?])/g

/** A description from the network, perhaps in Markdown, as plain text with links. */
function DescriptionText({ text }: { text: string }): ReactNode {
  const plain = plainText(text)
  const parts: ReactNode[] = []
  let end = 0
  for (const match of plain.matchAll(LINK)) {
    const url = match[2] ?? match[3] ?? ''
    parts.push(plain.slice(end, match.index), <Link key={match.index} url={url} label={match[1] ?? url} />)
    end = match.index + match[0].length
  }
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>{part}</Fragment>
      ))}
      {plain.slice(end)}
    </>
  )
}

function Link({ url, label }: { url: string; label: string }) {
  const href = safeUrl(url)
  return href ? (
    <Part part="link" as="a" href={href} target="_blank" rel="noopener noreferrer">
      {label}
    </Part>
  ) : (
    label
  )
}

/** Without the marks of Markdown and HTML; links stay as `[label](url)`. */
function plainText(text: string): string {
  const short =
    text.length > MAX_LENGTH ? `${text.slice(0, text.lastIndexOf(' ', MAX_LENGTH) || MAX_LENGTH)}…` : text
  return short
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/!\[[^\]\n]{0,200}\]\([^)\s]{0,500}\)/g, '')
    .replace(/^[ \t]{0,8}(?:#{1,6}|>|[-*+]|\d{1,3}\.)[ \t]+/gm, '')
    .replace(/(\*\*|__)(?=\S)([^*_\n]{1,400})\1/g, '$2')
    .replace(/(^|[\s(])[*_](?=\S)([^*_\n]{1,200})[*_](?=$|[\s).,;:!?])/gm, '$1$2')
    .replace(/`{1,3}([^`\n]{1,400})`{1,3}/g, '$1')
    .replace(/[ \t]*\n\s*\n?[ \t]*/g, ' ')
    .trim()
}

/** What is wrong, one sentence after the other. Some come from a server, in another direction than the page's. */
export function ProblemTexts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    <Fragment key={text}>
      {index > 0 && ' '}
      <bdi>{text}</bdi>
    </Fragment>
  ))
}
