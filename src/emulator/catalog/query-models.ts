import { HttpError } from '../http/http-error.js'
import type { EmulatedModel } from './emulated-model.js'

const SORTS: Record<string, (a: EmulatedModel, b: EmulatedModel) => number> = {
  name: (a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, 'en'),
  price: (a, b) => Number(a.averageCost ?? 0) - Number(b.averageCost ?? 0),
  newest: () => 0,
  popular: (a, b) => Number(b.featured ?? false) - Number(a.featured ?? false),
}

/** The models that fit the filters of `GET /models`. */
export function queryModels(models: readonly EmulatedModel[], query: URLSearchParams): EmulatedModel[] {
  const words = (query.get('search') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const capabilities = [...query.getAll('capability'), ...query.getAll('capability[]')]
  const is = (name: string, value: string): boolean => query.get(name) === null || query.get(name) === value
  const has = (name: string, values: readonly string[] = []): boolean =>
    query.get(name) === null || values.includes(query.get(name) ?? '')
  const found = models.filter(
    (model) =>
      words.every((word) => textOf(model).includes(word)) &&
      is('owner', model.id.split('/')[0] ?? '') &&
      is('category', model.category ?? 'other') &&
      has('inputModality', model.inputModalities) &&
      has('outputModality', model.outputModalities) &&
      capabilities.every((each) => model.capabilities?.includes(each)) &&
      (query.get('featured') !== 'true' || model.featured === true),
  )
  const sort = query.get('sort')
  if (sort === null) return found
  const order = SORTS[sort]
  if (order) return found.sort(order)
  const message = `Invalid enum value. Expected ${Object.keys(SORTS).join(' | ')}`
  throw new HttpError(400, [{ code: 'invalid_enum_value', path: ['sort'], message }])
}

function textOf(model: EmulatedModel): string {
  return `${model.id} ${model.name ?? ''} ${model.category ?? ''} ${model.shortDescription ?? ''}`.toLowerCase()
}
