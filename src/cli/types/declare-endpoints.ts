import type { JsonSchema } from '../../protocol/model.js'
import { schemaToType } from './schema-to-type.js'

export interface EndpointDocument {
  endpoint: string
  /** `components.schemas` of its OpenAPI document; empty for a model that publishes none. */
  schemas: Readonly<Record<string, JsonSchema>>
}

/** The text of a declaration file that tells the package the types of endpoints. */
export function declareEndpoints(documents: readonly EndpointDocument[]): string {
  const indent = '      '
  const entries = documents.map(({ endpoint, schemas }) => {
    const input = schemas['Input']
      ? schemaToType(schemas['Input'], { schemas, isInput: true }, indent)
      : 'Record<string, unknown>'
    const output = schemaToType(schemas['Output'], { schemas, isInput: false }, indent)
    return `    '${endpoint}': {\n${indent}input: ${input}\n${indent}output: ${output}\n    }\n`
  })
  return `// Written by \`npx modelrunner-react types ${documents.map(({ endpoint }) => endpoint).join(' ')}\`. Do not edit.
import 'modelrunner-react'

declare module 'modelrunner-react' {
  interface EndpointTypes {
${entries.join('')}  }
}
`
}
