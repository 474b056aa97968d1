import type { Messages } from 'modelrunner-react'
import { useEffect, useState } from 'react'
import { languages, type LanguageId } from './languages.js'

/** The components' words in a language; the last ones until they are loaded. */
export function useMessagesOf(id: LanguageId): Partial<Messages> | undefined {
  const [messages, setMessages] = useState<Partial<Messages>>()
  useEffect(() => {
    let isWanted = true
    const language = languages[id]
    const loaded = 'load' in language ? language.load() : Promise.resolve(undefined)
    void loaded.then((next) => isWanted && setMessages(next))
    return () => {
      isWanted = false
    }
  }, [id])
  return messages
}
