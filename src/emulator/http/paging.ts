import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { HttpError } from './answers.js'

const DEFAULT_LIMIT = 20

/** `page` (from 1) and `limit` of a list call; 400 where they are no such numbers. */
export function readPage(query: URLSearchParams): { page: number; limit: number } {
  const page = wholeNumber(query, 'page', 1)
  const limit = wholeNumber(query, 'limit', DEFAULT_LIMIT)
  if (limit <= MAX_PAGE_SIZE) return { page, limit }
  throw new HttpError(400, [
    { code: 'too_big', path: ['limit'], message: `Number must be less than or equal to ${MAX_PAGE_SIZE}` },
  ])
}

function wholeNumber(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name)
  if (text === null) return fallback
  if (/^\d+$/.test(text) && Number(text) >= 1) return Number(text)
  throw new HttpError(400, [
    { code: 'too_small', path: [name], message: 'Number must be greater than or equal to 1' },
  ])
}

/** One page of a list and the numbers that go with it. */
export function paginate<T>(
  all: readonly T[],
  { page, limit }: { page: number; limit: number },
): { rows: T[]; counts: { page: number; limit: number; total: number; totalPages: number } } {
  const total = all.length
  return {
    rows: all.slice((page - 1) * limit, page * limit),
    counts: { page, limit, total, totalPages: Math.ceil(total / limit) },
  }
}
