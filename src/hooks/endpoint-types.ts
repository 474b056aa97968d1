/**
 * The models an app uses, by endpoint. Augment it (by hand, or with `npx modelrunner-react types`) and every
 * hook and component that takes an endpoint knows its input and output.
 *
 * @example
 * declare module 'modelrunner-react' {
 *   interface EndpointTypes {
 *     'owner/alias': { input: { prompt: string }; output: string[] }
 *   }
 * }
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled in by apps
export interface EndpointTypes {}

/** Any endpoint; the known ones are offered by the editor. */
export type EndpointId = keyof EndpointTypes | (string & {})

/** What an endpoint takes; unknown endpoints take any object. */
export type InputOf<E extends string> = E extends keyof EndpointTypes
  ? EndpointTypes[E] extends { input: infer I }
    ? I
    : Record<string, unknown>
  : Record<string, unknown>

/** What an endpoint gives; `unknown` where the app did not say. */
export type OutputOf<E extends string> = E extends keyof EndpointTypes
  ? EndpointTypes[E] extends { output: infer O }
    ? O
    : unknown
  : unknown
