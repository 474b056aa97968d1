import { type KeyboardEvent, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { FileFieldMessages } from '../../messages/areas/file-field-messages.js'
import { isFileUrl } from '../../shared/schema/file-field.js'
import { useAfterPress } from '../internal/use-after-press.js'
import { Part } from './parts.js'

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
