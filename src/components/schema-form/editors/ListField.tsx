import { useRef, useState } from 'react'
import { enFileField } from '../../../messages/english/en-file-field.js'
import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { Icon, type IconPath } from '../../internal/Icon.js'
import * as commonIcons from '../../internal/icons/common-icons.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import { type FieldPlan, isInline, type ListPlan, movePlan } from '../field-plan.js'
import { ChoiceField } from '../fields/ChoiceField.js'
import { NumberField } from '../fields/NumberField.js'
import { TextField } from '../fields/TextField.js'
import type { WidgetProps } from '../fields-options.js'
import { focusSoon, useFormContext } from '../form-context.js'
import { startOf } from '../form-input.js'
import { Part } from '../parts.js'

// Each entry is a dozen elements: a list of thousands would take seconds to render.
const PAGE = 100

const TEXTS = { ...enFormEditor, ...enFileField }

/** Entries in order: one control each, or rows of fields; added, removed and moved by pointer and keyboard. */
export function ListField({ id, plan, value, onChange, label, disabled }: WidgetProps<ListPlan>) {
  const messages = useAreaMessages(TEXTS)
  const list = useRef<HTMLUListElement>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const entries: unknown[] = Array.isArray(value) ? value : []
  const isFull = plan.maxItems !== undefined && entries.length >= plan.maxItems
  const isSimple = isInline(plan.item)
  const { problems } = useFormContext()
  const [count, setCount] = useState(PAGE)
  // What is wrong must be seen.
  const limit = Math.max(count, lastWrong(plan.key, problems) + 1)
  const row = (index: number) => list.current?.children[index]
  const focusRow = (index: number, selector: string) =>
    focusSoon(() => {
      const found = row(index)?.querySelector<HTMLElement>(selector)
      return found ?? row(index)?.querySelector<HTMLElement>(CONTROL) ?? addButton.current
    })

  function add() {
    onChange([...entries, startEntry(plan.item)])
    setCount(Math.max(limit, entries.length + 1))
    focusRow(entries.length, CONTROL)
  }
  function remove(index: number) {
    onChange(entries.filter((_, at) => at !== index))
    // The focused button goes with its row: the next thing to do is at the row before, or at "Add".
    if (index > 0) focusRow(index - 1, isSimple ? CONTROL : '[data-action="remove"]')
    else focusSoon(() => addButton.current)
  }
  function move(index: number, by: -1 | 1) {
    const next = [...entries]
    next.splice(index + by, 0, ...next.splice(index, 1))
    onChange(next)
    focusRow(index + by, `[data-action="${by < 0 ? 'up' : 'down'}"]`)
  }

  return (
    <>
      {entries.length > 0 && (
        <Part part="list" as="ul" look="list stack" ref={list}>
          {entries.slice(0, limit).map((entry, index) => {
            const name = messages.formItem(label, index + 1)
            const actions = (
              <RowActions
                name={name}
                isFirst={index === 0}
                isLast={index === entries.length - 1}
                isAlone={entries.length < 2}
                disabled={disabled}
                onMove={(by) => move(index, by)}
                onRemove={() => remove(index)}
              />
            )
            if (!isSimple) {
              return (
                <Part part="row" as="li" look="well stack" key={index}>
                  <Part part="rowHead" look="spread">
                    <Part part="itemName" as="span" look="label">
                      {name}
                    </Part>
                    <Part part="rowActions" look="row">
                      {actions}
                    </Part>
                  </Part>
                  <Row plan={plan} index={index} label={name} />
                </Part>
              )
            }
            const control = {
              id: `${id}-${index}`,
              value: entry,
              onChange: (next: unknown) =>
                onChange(entries.map((old, at) => (at === index ? (next ?? null) : old))),
              label: name,
              ariaLabel: name,
              invalid: problems.has(`${plan.key}.${index}`),
              disabled,
            }
            return (
              <Part part="item" as="li" key={index}>
                <InlineControl plan={plan.item} entryKey={`${plan.key}.${index}`} control={control} />
                {actions}
              </Part>
            )
          })}
        </Part>
      )}
      {entries.length > limit && (
        <Part part="more" as="button" type="button" look="button" onClick={() => setCount(limit + PAGE)}>
          {messages.formMoreItems(entries.length - limit)}
        </Part>
      )}
      <Part
        part="add"
        as="button"
        type="button"
        look="button small"
        ref={addButton}
        disabled={disabled || isFull}
        aria-describedby={`${id}-label`}
        onClick={add}
      >
        <Icon path={commonIcons.plus} />
        {messages.formAddItem}
      </Part>
    </>
  )
}

/** The index of the last entry with a wrong field, or -1. */
function lastWrong(key: string, problems: ReadonlyMap<string, unknown>): number {
  const wrong = [...problems.keys()].filter((each) => each.startsWith(`${key}.`))
  return Math.max(-1, ...wrong.map((each) => Number.parseInt(each.slice(key.length + 1), 10) || 0))
}

const CONTROL = ':is(input, select, textarea):not([hidden], [tabindex="-1"], :disabled)'

interface InlineControlProps {
  plan: FieldPlan
  entryKey: string
  control: Omit<WidgetProps, 'plan'>
}

function InlineControl({ plan, entryKey, control }: InlineControlProps) {
  switch (plan.kind) {
    case 'text':
      return <TextField {...control} plan={{ ...plan, suggestions: undefined }} />
    case 'number':
      return <NumberField {...control} plan={{ ...plan, slider: false, key: entryKey }} />
    case 'choice':
      return <ChoiceField {...control} plan={{ ...plan, radio: false }} />
    default:
      return null
  }
}

/** The fields of one entry. The row carries the entry's name, so that an object's own is not said again. */
function Row({ plan, index, label }: { plan: ListPlan; index: number; label: string }) {
  const { Field } = useFormContext()
  const moved = movePlan(plan.item, plan.item.path, [...plan.path, index])
  if (moved.kind !== 'group') return <Field plan={{ ...moved, label }} />
  return (
    <Part part="fields" role="group" aria-label={label}>
      {moved.fields.map((field) => (
        <Field key={field.key} plan={field} />
      ))}
    </Part>
  )
}

function startEntry(item: FieldPlan): unknown {
  const start = startOf(item)
  if (start !== undefined) return start
  if (item.kind === 'choice') return item.options[0]
  if (item.kind === 'variants') return item.variants[0] ? (startOf(item.variants[0].plan) ?? null) : null
  return item.kind === 'text' ? '' : item.kind === 'list' ? [] : null
}

interface RowActionsProps {
  name: string
  isFirst: boolean
  isLast: boolean
  isAlone: boolean
  disabled: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

function RowActions({ name, isFirst, isLast, isAlone, disabled, onMove, onRemove }: RowActionsProps) {
  const messages = useAreaMessages(TEXTS)
  const action = (kind: string, icon: IconPath, label: string, onClick: () => void, isUnable = false) => (
    <Part
      part="itemAction"
      as="button"
      type="button"
      look="button quiet icon"
      data-action={kind}
      // Not `disabled`: the focus that is on it must not be lost.
      aria-disabled={disabled || isUnable || undefined}
      aria-label={label}
      onClick={() => !disabled && !isUnable && onClick()}
    >
      <Icon path={icon} />
    </Part>
  )
  return (
    <>
      {!isAlone && action('up', commonIcons.up, messages.formMoveUp(name), () => onMove(-1), isFirst)}
      {!isAlone && action('down', commonIcons.down, messages.formMoveDown(name), () => onMove(1), isLast)}
      {action('remove', commonIcons.close, messages.formRemoveItem(name), onRemove)}
    </>
  )
}
