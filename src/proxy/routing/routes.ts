import type { Rule } from './rule.js'

/**
 * Every route that the proxy understands, most specific first. Its name says what has to be checked and
 * filtered when people are kept apart.
 */
export const ROUTES = {
  stream: { method: 'GET', host: 'queue', path: '/requests/stream' },
  requestList: { method: 'GET', host: 'queue', path: '/requests' },
  request: { method: 'GET', host: 'queue', path: '/requests/{id}' },
  deletePayloads: { method: 'DELETE', host: 'queue', path: '/requests/{id}/payloads' },
  visibility: { method: 'PATCH', host: 'queue', path: '/requests/{id}/visibility' },
  status: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}/status' },
  result: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}' },
  cancel: { method: 'PUT', host: 'queue', path: '/{endpoint}/requests/{id}/cancel' },
  cancelByGet: { method: 'GET', host: 'queue', path: '/{endpoint}/requests/{id}/cancel' },
  submit: { method: 'POST', host: 'queue', path: '/{endpoint}' },

  initiateUpload: { method: 'POST', host: 'rest', path: '/storage/upload/initiate' },
  initiateMultipart: { method: 'POST', host: 'rest', path: '/storage/upload/initiate-multipart' },
  partUrl: { method: 'GET', host: 'rest', path: '/storage/upload/multipart-url' },
  completeMultipart: { method: 'POST', host: 'rest', path: '/storage/upload/complete' },

  fileList: { method: 'GET', host: 'rest', path: '/files' },
  fileFacets: { method: 'GET', host: 'rest', path: '/files/facets' },
  fileByUrl: { method: 'GET', host: 'rest', path: '/files/by-url' },
  file: { method: 'GET', host: 'rest', path: '/files/{id}' },
  deleteFile: { method: 'DELETE', host: 'rest', path: '/files/{id}' },
  favorite: { method: 'POST', host: 'rest', path: '/files/{id}/favorite' },
  unfavorite: { method: 'DELETE', host: 'rest', path: '/files/{id}/favorite' },
  tagFile: { method: 'POST', host: 'rest', path: '/files/{id}/tags' },
  untagFile: { method: 'DELETE', host: 'rest', path: '/files/{id}/tags/{tagId}' },
  tagList: { method: 'GET', host: 'rest', path: '/tags' },
  createTag: { method: 'POST', host: 'rest', path: '/tags' },
  deleteTag: { method: 'DELETE', host: 'rest', path: '/tags/{tagId}' },

  modelList: { method: 'GET', host: 'rest', path: '/models' },
  modelFacets: { method: 'GET', host: 'rest', path: '/models/facets' },
  featuredModels: { method: 'GET', host: 'rest', path: '/models/featured' },
  pricing: { method: 'GET', host: 'rest', path: '/models/pricing' },
  modelSchema: { method: 'GET', host: 'rest', path: '/models/{endpoint}/openapi.json' },
  model: { method: 'GET', host: 'rest', path: '/models/{endpoint}' },

  balance: { method: 'GET', host: 'rest', path: '/billing/balance' },
  usage: { method: 'GET', host: 'rest', path: '/billing/usage-summary' },
} as const satisfies Record<string, Rule>

export type RouteName = keyof typeof ROUTES
