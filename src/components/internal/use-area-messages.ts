import { useMemo } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import type { Messages } from '../../messages/messages.js'

/** The texts of one area, with what each of them needs. */
export type AreaMessages<Area> = Area & Pick<Messages, 'locale' | 'direction'>

/**
 * The provider's texts over those of one area in English: a component that uses no other texts does not load them. A
 * text that is given as undefined is not given. `area` is a constant of a module.
 */
export function useAreaMessages<Area extends object>(area: Area): AreaMessages<Area> {
  const { messages } = useModelRunnerContext()
  return useMemo(() => {
    const given = Object.entries(messages ?? {}).filter(([, text]) => text !== undefined)
    return { locale: 'en', direction: 'ltr' as const, ...area, ...Object.fromEntries(given) }
  }, [messages, area])
}
