import type { Model, ModelOpenApi } from '../../protocol/model.js'
import type { EmulatedModel } from './emulated-model.js'
import { HttpError } from '../http/answers.js'

/** The models by id, in the order of the catalog. */
export class Catalog {
  readonly #models: Map<string, EmulatedModel>

  constructor(models: readonly EmulatedModel[]) {
    this.#models = new Map(models.map((model) => [model.id, model]))
  }

  get(id: string): EmulatedModel | undefined {
    return this.#models.get(id)
  }

  /** Those that lists and search show. */
  listed(): EmulatedModel[] {
    return [...this.#models.values()].filter((model) => !model.unlisted)
  }

  /** A model as the REST routes show it. */
  show(model: EmulatedModel): Model {
    const [ownerName = '', ...alias] = model.id.split('/')
    return {
      id: model.id,
      ownerName,
      alias: alias.join('/'),
      name: model.name ?? model.id,
      category: model.category ?? 'other',
      shortDescription: model.shortDescription ?? '',
      ...(model.thumbnailUrl !== undefined && { thumbnailUrl: model.thumbnailUrl }),
      inputModalities: model.inputModalities ?? ['text'],
      outputModalities: model.outputModalities ?? ['text'],
      capabilities: model.capabilities ?? [],
      pricingMode: model.pricingMode ?? 'per_output',
      ...(model.averageCost !== undefined && { averageCost: model.averageCost }),
      featured: model.featured ?? false,
      schema: this.openApi(model) ?? null,
    }
  }

  /** Undefined where the model publishes no schema. */
  openApi(model: EmulatedModel): ModelOpenApi | undefined {
    if (!model.schemas) return undefined
    return {
      openapi: '3.0.3',
      info: { title: model.name ?? model.id, version: '1.0.0' },
      components: { schemas: model.schemas },
    }
  }
}

type Facet = { value: string; count: number }[]

/** How many models there are of each kind. */
export function facetsOf(models: readonly EmulatedModel[]): Record<string, Facet> {
  return {
    owners: count(models.map((model) => model.id.split('/')[0] ?? '')),
    categories: count(models.map((model) => model.category ?? 'other')),
    inputModalities: count(models.flatMap((model) => model.inputModalities ?? [])),
    outputModalities: count(models.flatMap((model) => model.outputModalities ?? [])),
    capabilities: count(models.flatMap((model) => model.capabilities ?? [])),
  }
}

function count(values: readonly string[]): Facet {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, number]) => ({ value, count: number })).sort((a, b) => b.count - a.count)
}

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
