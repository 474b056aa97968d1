import type { ShapeOf } from './shape.js'

/** A model of the catalog. */
export interface Model {
  id: string
  ownerName: string
  alias: string
  name: string
  category?: string
  shortDescription?: string
  thumbnailUrl?: string
  inputModalities?: string[]
  outputModalities?: string[]
  capabilities?: string[]
  pricingMode?: string
  averageCost?: string
  schema?: unknown
  featured?: boolean
}

export interface ModelPage {
  page: number
  limit: number
  total: number
  totalPages: number
  data: Model[]
}

export const modelShape: ShapeOf<Model> = {
  id: 'string',
  ownerName: 'string',
  alias: 'string',
  name: 'string?',
  category: 'string?',
  shortDescription: 'string?',
  thumbnailUrl: 'string?',
  inputModalities: 'array?',
  outputModalities: 'array?',
  capabilities: 'array?',
  pricingMode: 'string?',
  averageCost: 'string?',
  schema: 'unknown',
  featured: 'boolean?',
}

export const modelPageShape: ShapeOf<ModelPage> = {
  page: 'number?',
  limit: 'number?',
  total: 'number?',
  totalPages: 'number?',
  data: [modelShape],
}

/** A JSON schema node as the platform's models publish it (OpenAPI 3 dialect). */
export interface JsonSchema {
  type?: string
  title?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number | boolean
  exclusiveMaximum?: number | boolean
  multipleOf?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minItems?: number
  maxItems?: number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  allOf?: JsonSchema[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  $ref?: string
  nullable?: boolean
  'x-order'?: number
  [key: string]: unknown
}

/** `GET /models/{endpoint}/openapi.json`; input and output stand under `components.schemas`. */
export interface ModelOpenApi {
  openapi?: string
  info?: { title?: string; version?: string }
  components: { schemas: Record<string, JsonSchema> }
}
