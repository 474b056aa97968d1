import { CLIENT_BASE, CLIENT_WIRING, ENTRY, MODULES } from './import-table.js'

const ENTRIES = ['index.ts']
const WIRING = ['client/create-client.ts', 'client/preload.ts']

/** The module of a file, by its path below src. */
export function moduleOf(path: string): string {
  if (ENTRIES.includes(path)) return ENTRY
  if (WIRING.includes(path)) return CLIENT_WIRING
  if (/^client\/[^/]+$/.test(path)) return CLIENT_BASE
  const module = MODULES.map(({ folder }) => folder)
    .filter((folder) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0]
  if (!module) throw new Error(`src/${path} lies in no module of test/support/import-table.ts`)
  return module
}

/** Whether `module` is one of the names or lies below one (`client` names all of its modules). */
export function isAmong(module: string, names: readonly string[]): boolean {
  return names.some((name) => module === name || (name === 'client' && module.startsWith('client')))
}
