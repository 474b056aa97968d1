import { HttpError } from './http-error.js'
import type { Call } from './route.js'

/** `Authorization: Key <key>`; 401 otherwise. */
export function checkKey({ request, world }: Call): void {
  const [, key] = /^Key\s+(\S+)\s*$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (key === undefined) throw new HttpError(401, 'Missing API key. Send "Authorization: Key <key>".')
  const { keys } = world.settings
  if (keys !== null && !keys.includes(key)) throw new HttpError(401, 'Invalid API key')
}
