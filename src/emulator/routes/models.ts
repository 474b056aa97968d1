import type { Model } from '../../protocol/model.js'
import type { EmulatedModel } from '../catalog/emulated-model.js'
import { facetsOf, queryModels } from '../catalog/catalog.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { paginate, readPage } from '../http/paging.js'
import type { Call, Route } from '../http/route.js'
import { thumbnailKey } from '../media/media-store.js'

/** The catalog. */
export const modelRoutes: Route[] = [
  { name: 'models', method: 'GET', path: '/rest/models', handle: list },
  {
    name: 'model-facets',
    method: 'GET',
    path: '/rest/models/facets',
    handle: ({ world }) => jsonResponse(facetsOf(world.catalog.listed())),
  },
  { name: 'featured', method: 'GET', path: '/rest/models/featured', handle: featured },
  { name: 'search', method: 'GET', path: '/rest/search', handle: search },
  { name: 'openapi', method: 'GET', path: '/rest/models/:endpoint{.+}/openapi.json', handle: openApi },
  {
    name: 'model',
    method: 'GET',
    path: '/rest/models/:endpoint{.+}',
    handle: (call) => jsonResponse(showModel(call, findModel(call))),
  },
]

function list(call: Call): Response {
  const { world, url } = call
  const query = url.searchParams
  const { rows, counts } = paginate(queryModels(world.catalog.listed(), query), readPage(query))
  return jsonResponse({ ...counts, data: rows.map((model) => showModel(call, model)) })
}

function featured(call: Call): Response {
  const chosen = call.world.catalog.listed().filter((model) => model.featured)
  return jsonResponse({ data: chosen.map((model) => showModel(call, model)) })
}

function search(call: Call): Response {
  const { world, url } = call
  const query = url.searchParams
  const { limit } = readPage(query)
  const found = queryModels(world.catalog.listed(), new URLSearchParams({ search: query.get('q') ?? '' }))
  return jsonResponse({ data: found.slice(0, limit).map((model) => showModel(call, model)) })
}

function openApi(call: Call): Response {
  const document = call.world.catalog.openApi(findModel(call))
  if (!document) throw new HttpError(404, 'The model publishes no schema')
  return jsonResponse(document)
}

function findModel({ world, params }: Call): EmulatedModel {
  const model = world.catalog.get(params['endpoint'] ?? '')
  // The one test endpoint that stands for a model that does not exist.
  if (!model || model.id === 'test/not-found') throw new HttpError(404, 'Model not found')
  return model
}

function showModel({ world, hosts }: Call, model: EmulatedModel): Model {
  const thumbnailUrl = `${hosts.media}/${thumbnailKey(model.id)}`
  return { thumbnailUrl, ...world.catalog.show(model) }
}
