import type { Model, ModelOpenApi } from '../../protocol/model.js'
import type { EmulatedModel } from './emulated-model.js'

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
