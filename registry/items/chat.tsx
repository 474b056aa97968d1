'use client'

import { useState, type FormEvent } from 'react'
import { useChat, type ChatMessage } from 'modelrunner-react'
import { ErrorNotice } from './error-notice'

interface ChatProps {
  /** A language model. */
  endpoint: string
  system?: string
  /** The conversation survives a reload under this name. */
  persistKey?: string
}

/** A conversation with a language model, streamed, with what it cost. */
export function Chat({ endpoint, system, persistKey }: ChatProps) {
  const [text, setText] = useState('')
  const { messages, send, stop, retry, reset, phase, error, cost } = useChat(endpoint, { system, persistKey })
  const isBusy = phase === 'sending' || phase === 'streaming'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || text.trim() === '') return
    send(text)
    setText('')
  }
  return (
    <section className="grid gap-3">
      <ol className="grid gap-3" aria-label="Conversation">
        {messages.map((message) => (
          <li
            key={message.id}
            className={message.role === 'user' ? 'bg-muted justify-self-end rounded-md px-3 py-2' : ''}
          >
            <span className="sr-only">{message.role === 'user' ? 'You: ' : 'Assistant: '}</span>
            <p dir="auto" className="whitespace-pre-wrap">
              {textOf(message) || (message.state === 'sending' && 'Thinking…')}
            </p>
            {message.billed === 'unknown' && (
              <p className="text-muted-foreground text-sm">You may still be charged for the whole answer.</p>
            )}
          </li>
        ))}
      </ol>
      <ErrorNotice error={error} onRetry={retry} />
      <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
        <label className="sr-only" htmlFor="modelrunner-message">
          Message
        </label>
        <input
          id="modelrunner-message"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder="Message"
          className="border-input bg-background min-w-0 flex-1 rounded-md border px-3 py-2"
        />
        <button className="bg-primary text-primary-foreground rounded-md px-4 py-2 font-medium">Send</button>
        {isBusy ? (
          <button type="button" onClick={stop} className="border-input rounded-md border px-3 py-2">
            Stop
          </button>
        ) : (
          messages.length > 0 && (
            <button type="button" onClick={reset} className="text-muted-foreground px-3 py-2">
              New conversation
            </button>
          )
        )}
        {cost && <span className="text-muted-foreground text-sm">${cost}</span>}
      </form>
    </section>
  )
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n')
}
