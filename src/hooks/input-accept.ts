import { type Accept, acceptEntries } from '../client/uploads/accepts.js'

/** What may be chosen, as `<input accept>` takes it; undefined where everything may. */
export function inputAccept(accept: Accept | undefined): string | undefined {
  return acceptEntries(accept).join(',') || undefined
}
