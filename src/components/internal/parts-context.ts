import { createContext, type ElementType } from 'react'

export interface PartsContextValue {
  readonly classNames?: Readonly<Record<string, string | undefined>>
  readonly components?: Readonly<Record<string, ElementType | undefined>>
}

/** What the nearest root was given for its parts. Each root sets it anew, so that nested components do not mix. */
export const PartsContext = createContext<PartsContextValue>({})
