import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { enFormEditor } from '../../../messages/english/en-form-editor.js'
import { useAreaMessages } from '../../internal/use-area-messages.js'
import type { TextPlan } from '../field-plan.js'
import type { WidgetProps } from '../fields-options.js'
import { Part } from '../parts.js'

const MAX_SHOWN = 100

/** A text field with suggestions. Every text is accepted, and typing filters the list. */
export function Combobox({
  id,
  plan,
  value,
  onChange,
  label,
  describedBy,
  invalid,
  disabled,
}: WidgetProps<TextPlan>) {
  const messages = useAreaMessages(enFormEditor)
  const listId = useId()
  const [isOpen, setOpen] = useState(false)
  const [isFiltered, setFiltered] = useState(false)
  const [active, setActive] = useState(-1)
  const text = typeof value === 'string' ? value : ''
  const all = plan.suggestions
  const shown = useMemo(() => {
    const needle = isFiltered ? text.trim().toLowerCase() : ''
    return (all ?? []).filter((option) => option.toLowerCase().includes(needle)).slice(0, MAX_SHOWN)
  }, [all, isFiltered, text])
  const isShown = isOpen && shown.length > 0

  function open() {
    if (disabled) return
    setFiltered(false)
    setActive((all ?? []).indexOf(text))
    setOpen(true)
  }
  function choose(option: string) {
    onChange(option)
    setOpen(false)
    setActive(-1)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.nativeEvent.isComposing) return
    const option = shown[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!isShown) return open()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((at) => (at + step + shown.length) % shown.length)
    } else if (event.key === 'Enter' && isShown && option !== undefined && !event.metaKey && !event.ctrlKey) {
      event.preventDefault()
      choose(option)
    } else if (event.key === 'Escape' && isShown) {
      // Only the list closes, not the dialog that the form may stand in.
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }

  return (
    <Part part="combobox">
      <Part
        part="input"
        as="input"
        look="input"
        id={id}
        type="text"
        role="combobox"
        dir="auto"
        autoComplete="off"
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
        value={text}
        disabled={disabled}
        placeholder={typeof plan.default === 'string' ? plan.default : undefined}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        aria-required={plan.required || undefined}
        onChange={(event) => {
          onChange(event.target.value)
          setFiltered(true)
          setActive(-1)
          setOpen(true)
        }}
        onClick={open}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(false)}
      />
      {isShown && (
        <Part
          part="suggestions"
          as="ul"
          look="list card"
          role="listbox"
          id={listId}
          aria-label={messages.formSuggestions(label)}
        >
          {shown.map((option, index) => (
            <Part
              part="suggestion"
              as="li"
              role="option"
              key={option}
              id={`${listId}-${index}`}
              state={index === active ? 'active' : 'idle'}
              aria-selected={option === text}
              // Before the blur of the input closes the list.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              ref={index === active ? scrollIntoView : undefined}
            >
              <bdi>{option}</bdi>
            </Part>
          ))}
        </Part>
      )}
    </Part>
  )
}

function scrollIntoView(element: HTMLLIElement | null): void {
  // Not in test environments.
  element?.scrollIntoView?.({ block: 'nearest' })
}
