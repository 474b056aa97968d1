import { useEffect, useRef, useState } from 'react'
import type { ChatMessage } from '../../client/chat/chat-state.js'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { textOf } from './draft.js'

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
export function useSpokenAnswer(answer: ChatMessage | undefined): string {
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
