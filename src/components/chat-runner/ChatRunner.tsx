'use client'
import { forwardRef, useEffect, useRef, useState } from 'react'
import type { ChatMessage } from '../../client/chat/chat-state.js'
import { useChat, type UseChatOptions, type UseChatResult } from '../../hooks/useChat.js'
import { useCatalogModel } from '../../hooks/use-catalog-model.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { enChat } from '../../messages/english/en-chat.js'
import type { ErrorNoticeProps } from '../error-notice/ErrorNotice.js'
import { Announcer } from '../internal/Announcer.js'
import { lazyComponent } from '../internal/lazy-component.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { preloadMarkdown } from '../output-view/TextOutput.js'
import { ChatComposer, contentOf, type Draft, draftOf, EMPTY_DRAFT, textOf } from './ChatComposer.js'
import { ChatMessageView, noteOf } from './ChatMessageView.js'
import { type ChatRunnerParts, Part, Root } from './parts.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'

const { Component: ErrorNotice } = lazyComponent<ErrorNoticeProps>(() =>
  import('../error-notice/ErrorNotice.js').then(
    (module) => ({ default: module.ErrorNotice }),
    // It cannot be fetched: what is known stands there all the same.
    () => ({ default: ({ error }) => (error ? <p role="alert">{error.message}</p> : null) }),
  ),
)

/** Closer to its end than this, the conversation follows the answer, px. */
const NEAR_END = 48

/**
 * A conversation with a language model: streamed answers, images in messages, stop, copy, edit, try again, and what each
 * answer and all of them cost, in USD, once they are charged. A screen reader announces whole sentences. Errors are shown in its notice and given to `onError`.
 *
 * @example
 * <ChatRunner endpoint="meta/llama-4-instruct" system="Answer briefly." persistKey="support" showCost />
 */
export const ChatRunner: ComponentOf<ChatRunnerProps, 'div'> = forwardRef(function ChatRunner(props, ref) {
  const { endpoint, system, params, persistKey, metadata, onFinish, onError, showCost, ...rest } = props
  const { children, ...outer } = rest
  const messages = useAreaMessages(enChat)
  const chat = useChat(endpoint, { system, params, persistKey, metadata, onFinish, onError })
  const root = useRootRef(ref)
  useKeepFocusWithin(root)
  const input = useRef<HTMLTextAreaElement>(null)
  const log = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const isBusy = chat.phase === 'sending' || chat.phase === 'streaming'
  const shown = chat.messages.filter(({ role }) => role === 'user' || role === 'assistant')
  const last = shown.at(-1)
  const spoken = useSpokenAnswer(last?.role === 'assistant' ? last : undefined)
  const announced = isBusy ? spoken || messages.chatThinking : spoken
  const retry = useStableCallback(() => chat.retry())
  // With an error, its notice has the way on.
  const canRetry = !isBusy && !chat.error && (last?.state === 'failed' || last?.state === 'stopped')

  const model = useCatalogModel(endpoint)
  const [draft, setDraft] = useState(EMPTY_DRAFT)
  const [edited, setEdited] = useState<{ id: string; draft: Draft }>()
  // Another tab may have removed what is edited here.
  const editing = edited && shown.some(({ id }) => id === edited.id) ? edited : undefined
  const edit = useStableCallback(({ id, content }: ChatMessage) => {
    setEdited({ id, draft: draftOf(content) })
    input.current?.focus()
  })

  function send() {
    isAtEnd.current = true
    if (!editing) setDraft(EMPTY_DRAFT)
    else
      chat.setMessages(
        chat.messages.slice(
          0,
          chat.messages.findIndex(({ id }) => id === editing.id),
        ),
      )
    setEdited(undefined)
    chat.send(contentOf(editing?.draft ?? draft))
  }

  // The first answer does not wait for it.
  useEffect(() => void preloadMarkdown(), [])

  // Who reads back stays where they are.
  useEffect(() => {
    const element = log.current
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight
  }, [chat.messages])

  return (
    <Root outer={outer} ref={root} look="stack" state={chat.phase}>
      {children ? (
        children(chat)
      ) : (
        <>
          <Part
            part="log"
            ref={log}
            role="region"
            aria-label={messages.chatLabel}
            tabIndex={0}
            onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
              isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END
            }}
          >
            {shown.length === 0 ? (
              <Part part="empty" as="p" look="hint">
                {messages.chatEmpty}
              </Part>
            ) : (
              <Part part="messages" as="ol" look="stack list">
                {shown.map((message) => (
                  <ChatMessageView
                    key={message.id}
                    message={message}
                    showCost={showCost ?? false}
                    onRetry={canRetry && message === last ? retry : undefined}
                    onEdit={message.role === 'user' && !isBusy ? edit : undefined}
                  />
                ))}
              </Part>
            )}
          </Part>
          {/* Also without an error, so that its live region is there before its text. */}
          <ErrorNotice error={chat.error} compact onRetry={retry} />
          <ChatComposer
            isBusy={isBusy}
            canClear={shown.length > 0}
            input={input}
            total={showCost ? chat.cost : undefined}
            takesImages={model?.inputModalities?.includes('image') ?? false}
            draft={editing?.draft ?? draft}
            isEditing={editing !== undefined}
            onDraft={(next) => (editing ? setEdited({ ...editing, draft: next }) : setDraft(next))}
            onCancelEdit={() => setEdited(undefined)}
            onSend={send}
            onStop={chat.stop}
            onClear={chat.reset}
          />
          <Announcer message={last?.state === 'stopped' ? noteOf(last, messages) : announced} />
        </>
      )}
    </Root>
  )
})

interface OwnProps extends UseChatOptions {
  /** owner/alias of a language model */
  endpoint: string
  /** Shows what each answer cost, and all of them, once they are charged. @default false */
  showCost?: boolean | undefined
}

export type ChatRunnerProps = PropsOf<'div', ChatRunnerParts, UseChatResult, OwnProps>

/** Announcements closer than this would interrupt each other, ms. */
const CALM_MS = 1_500

/** The end of a sentence, of a paragraph, a heading, a row. */
const END = /[.!?…؟۔](?=\s)|[。！？।]|\n/g

/** Where the last whole sentence of a text ends that is still being written. */
function sentenceEnd(text: string): number {
  let end = 0
  for (const match of text.matchAll(END)) end = match.index + match[0].length
  return end
}

/** How Markdown reads aloud: without its signs, and without the line below a table's head. */
function spokenText(markdown: string): string {
  return markdown
    .replace(/^[\s|:-]+$/gm, '')
    .replace(/^\s*```.*$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1')
    .replace(/^\s*(?:#{1,6}|[-*+>])\s+/gm, '')
    .replace(/[*_`~|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What a screen reader announces of the newest answer: whole sentences, a few at a time, the rest at its end. */
function useSpokenAnswer(answer: ChatMessage | undefined): string {
  const { clock } = useModelRunnerContext().client.config
  const [spoken, setSpoken] = useState<{ id?: string; text: string }>({ text: '' })
  const [isDue, setDue] = useState(true)
  const at = useRef<{ id?: string; end: number }>({ end: 0 })
  const { id, state } = answer ?? {}
  const content = textOf(answer?.content ?? '')

  useEffect(() => (isDue ? undefined : clock.after(CALM_MS, () => setDue(true))), [isDue, clock])
  useEffect(() => {
    const isOpen = state === 'sending' || state === 'streaming'
    // What stood there at first was not written now.
    if (at.current.id !== id) at.current = { id, end: isOpen ? 0 : content.length }
    if (id === undefined || (!isDue && isOpen)) return
    const rest = content.slice(at.current.end)
    const end = state === 'done' ? rest.length : sentenceEnd(rest)
    const text = spokenText(rest.slice(0, end))
    if (!text) return
    at.current.end += end
    setSpoken({ id, text })
    setDue(false)
  }, [id, content, state, isDue])
  return spoken.id === id ? spoken.text : ''
}
