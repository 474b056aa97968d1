import { type KeyboardEvent, type ReactNode, useId, useRef, useEffect, useState } from 'react'
import { Part } from './parts.js'
import { flushSync } from 'react-dom'
import type { FileFieldMessages } from '../../messages/areas/file-field-messages.js'
import { isFileUrl } from '../../shared/schema/file-field.js'
import { useAfterPress } from '../internal/use-after-press.js'

export interface Way {
  name: string
  label: string
  panel: ReactNode
  /** The panel has no surface of its own. */
  isBare?: boolean
}

interface WaysProps {
  ways: readonly Way[]
  /** Index of the tab that is shown. */
  current: number
  label: string
  disabled: boolean
  onChange(current: number): void
}

/** Tabs, of which all panels stay in the page: what was begun in one is still there after a look at another. */
export function Ways({ ways, current, label, disabled, onChange }: WaysProps) {
  const id = useId()
  const tabs = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1
    const last = ways.length - 1
    const next: Readonly<Record<string, number>> = {
      ArrowRight: (current + forward + ways.length) % ways.length,
      ArrowLeft: (current - forward + ways.length) % ways.length,
      Home: 0,
      End: last,
    }
    const to = next[event.key]
    if (to === undefined) return
    event.preventDefault()
    onChange(to)
    tabs.current?.querySelectorAll<HTMLElement>('[role="tab"]')[to]?.focus()
  }

  return (
    <>
      <Part part="ways" look="row" role="tablist" aria-label={label} ref={tabs} onKeyDown={onKeyDown}>
        {ways.map((way, index) => (
          <Part
            part="way"
            as="button"
            type="button"
            key={way.name}
            look="button quiet small"
            state={index === current ? 'on' : 'off'}
            role="tab"
            id={`${id}-${way.name}`}
            aria-selected={index === current}
            aria-controls={`${id}-${way.name}-panel`}
            tabIndex={index === current ? 0 : -1}
            disabled={disabled}
            onClick={() => onChange(index)}
          >
            {way.label}
          </Part>
        ))}
      </Part>
      <Part part="panels">
        {ways.map((way, index) => (
          <Part
            part="panel"
            key={way.name}
            look={way.isBare ? 'row' : 'well row'}
            role="tabpanel"
            id={`${id}-${way.name}-panel`}
            aria-labelledby={`${id}-${way.name}`}
            hidden={index !== current}
          >
            {way.panel}
          </Part>
        ))}
      </Part>
    </>
  )
}

interface LinkFormProps {
  label: string
  messages: FileFieldMessages
  describedBy?: string
  invalid: boolean
  required: boolean
  disabled: boolean
  /** Any text is right, not only a link. */
  freeText: boolean
  onAdd(url: string): void
  /** Whether there is text that is no link: it must not be left behind unseen by a submit. Stable. */
  onDraft(isDraft: boolean): void
}

/** A link to type or paste. It is taken by Enter, by the button, and when the user goes on to something else. */
export function LinkForm({ label, messages, freeText, onAdd, onDraft, ...field }: LinkFormProps) {
  const [text, setText] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const afterPress = useAfterPress()

  useEffect(() => () => onDraft(false), [onDraft])

  function take() {
    const url = text.trim()
    const isLink = url !== '' && (freeText || isFileUrl(url))
    setIsWrong(url !== '' && !isLink)
    onDraft(url !== '' && !isLink)
    if (!isLink) return
    setText('')
    onAdd(url)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !text.trim() || event.nativeEvent.isComposing) return
    // With Ctrl the form is submitted, by a listener further up: the link has to be in it by then.
    flushSync(take)
    if (!event.ctrlKey && !event.metaKey) event.preventDefault()
  }

  return (
    <>
      <Part
        part="link"
        as="input"
        look="input"
        {...(freeText ? { type: 'text' } : { type: 'url', inputMode: 'url' })}
        dir="ltr"
        placeholder={freeText ? undefined : 'https://'}
        aria-label={`${label}: ${messages.formFileUrl}`}
        aria-describedby={field.describedBy}
        aria-invalid={field.invalid || isWrong || undefined}
        aria-required={field.required || undefined}
        disabled={field.disabled}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          setIsWrong(false)
          onDraft(false)
        }}
        onBlur={() => afterPress(take)}
        onKeyDown={onKeyDown}
      />
      <Part part="addLink" as="button" type="button" look="button" disabled={field.disabled} onClick={take}>
        {messages.formAddLink}
      </Part>
    </>
  )
}
