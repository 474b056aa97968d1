import type { ClientOptions } from './config.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { ModelRunnerClient } from './model-runner-client.js'
import type { Transport } from './transport/transport.js'

/** The client as the package itself uses it: what apps get is `ModelRunnerClient`. */
export interface Client extends ModelRunnerClient {
  readonly transport: Transport
  /** The one instance of a further room of this client (live requests, uploads, runs, …), made when first asked for. */
  use<T>(create: (client: Client) => T): T
  /** Tells `onError`, once per error object. */
  report(error: ModelRunnerError): void
  /** Takes over options that may change without a new client: headers, credentials, fetch, onError. */
  update(options: ClientOptions): void
  /** Fetches what seldom runs need (errors in full, polling, the search for a lost submit), so that it is there before the network fails. */
  prepare(): void
  /** Called by `close`, each time. */
  onClose(listener: () => void): void
  /** Called when all is to be forgotten. */
  onClear(listener: () => void): () => void
}
