import type { LinkedRequest } from '../../protocol/file-item.js'
import { HttpError } from '../http/http-error.js'
import type { FileQuery } from './query-files.js'

const SOURCES = ['upload', 'output', 'input', 'external']
const ROLES = ['input', 'output', 'thumbnail']

/** The filters of a files call; 400 for a value that does not exist. Repeated keys come as `sources` or `sources[]`. */
export function readFileQuery(query: URLSearchParams): FileQuery {
  const all = (name: string): string[] => [...query.getAll(name), ...query.getAll(`${name}[]`)]
  const sources = all('sources')
  const role = query.get('role')
  const requestId = query.get('requestId')
  const issues = [
    ...sources.filter((each) => !SOURCES.includes(each)).map(() => issue('sources', SOURCES)),
    ...(role === null || ROLES.includes(role) ? [] : [issue('role', ROLES)]),
    ...oneOf(query, 'tagRule', ['any', 'all']),
    ...oneOf(query, 'order', ['newest', 'oldest']),
  ]
  if (issues.length > 0) throw new HttpError(400, issues, { message: 'Validation failed' })
  return {
    sources,
    tagIds: all('tagIds'),
    tagRule: query.get('tagRule') === 'all' ? 'all' : 'any',
    favoritesOnly: ['true', '1'].includes(query.get('favoritesOnly') ?? ''),
    q: query.get('q') ?? '',
    mimeTypePrefix: query.get('mimeTypePrefix') ?? '',
    order: query.get('order') === 'oldest' ? 'oldest' : 'newest',
    ...(requestId !== null && { requestId }),
    // Checked above.
    ...(role !== null && { role: role as LinkedRequest['role'] }),
  }
}

function oneOf(query: URLSearchParams, name: string, options: readonly string[]): ReturnType<typeof issue>[] {
  const value = query.get(name)
  return value === null || options.includes(value) ? [] : [issue(name, options)]
}

function issue(name: string, options: readonly string[]): { code: string; path: string[]; message: string } {
  const message = `Invalid enum value. Expected ${options.map((option) => `'${option}'`).join(' | ')}`
  return { code: 'invalid_enum_value', path: [name], message }
}
