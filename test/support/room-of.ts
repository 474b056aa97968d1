import { CLIENT_BASE, CLIENT_WIRING, ENTRY, ROOMS } from './import-table.js'

const ENTRIES = ['index.ts']
const WIRING = ['client/create-client.ts', 'client/check-options.ts', 'client/preload.ts']

/** The room of a file, by its path below src. */
export function roomOf(path: string): string {
  if (ENTRIES.includes(path)) return ENTRY
  if (WIRING.includes(path)) return CLIENT_WIRING
  if (/^client\/[^/]+$/.test(path)) return CLIENT_BASE
  const room = ROOMS.map(({ folder }) => folder)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (!room) throw new Error(`src/${path} lies in no room of test/support/import-table.ts`)
  return room
}

/** Whether `room` is one of the names or lies below one (`client` names all of its rooms). */
export function isAmong(room: string, names: readonly string[]): boolean {
  return names.some((name) => room === name || (name === 'client' && room.startsWith('client')))
}
