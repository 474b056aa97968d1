import { useState } from 'react'
import type { Client } from '../client/client.js'

/** A run of this component, another one for another client, endpoint or name: nothing of the old one is shown. */
export function useRun<R>(
  client: Client,
  create: (client: Client, endpoint: string, name?: string) => R,
  endpoint: string,
  name?: string,
): R {
  const make = () => ({ client, endpoint, name, run: create(client, endpoint, name) })
  const [made, setMade] = useState(make)
  let current = made
  if (made.client !== client || made.endpoint !== endpoint || made.name !== name) {
    current = make()
    setMade(current)
  }
  return current.run
}
