/** An app's callback for what went wrong inside a handler. It may be async and may itself fail. */
export type ErrorCallback<Context> = (error: unknown, context: Context) => unknown

/**
 * Hands an error to the app's `onError`; without one it is written to the console, in development only. Never throws: a
 * broken report must not break the call that it is about.
 */
export function reportError<Context extends { stage: string }>(
  from: string,
  onError: ErrorCallback<Context> | undefined,
  error: unknown,
  context: Context,
): void {
  if (!onError) return printError(`${from}: ${context.stage} failed.`, error)
  try {
    Promise.resolve(onError(error, context)).catch((failed: unknown) =>
      printError(`${from}: onError itself failed.`, failed),
    )
  } catch (failed) {
    printError(`${from}: onError itself failed.`, failed)
  }
}

function printError(text: string, error: unknown): void {
  // Edge runtimes and Deno may have no `process`.
  const mode = typeof process === 'undefined' ? undefined : process.env['NODE_ENV']
  // eslint-disable-next-line no-console -- the developer's only sign of it; silent in production
  if (mode !== 'production') console.error(text, error)
}

/**
 * Writes to the server's log, once, that a setting is missing and what to do. In production it waits for the first call that
 * needs the setting: builds and prerendering load the module without the server's environment.
 */
export class MissingNotice {
  readonly #text: string
  #isWritten = false

  constructor(text: string) {
    this.#text = text
  }

  atStart(): void {
    // Edge runtimes and Deno may have no `process`.
    const mode = typeof process === 'undefined' ? undefined : process.env['NODE_ENV']
    if (mode !== 'production') this.#write()
  }

  /** @param onError the app's own report, in place of the log */
  atCall(onError?: (error: Error) => void): void {
    if (!onError) return this.#write()
    if (!this.#isWritten) onError(new Error(this.#text))
    this.#isWritten = true
  }

  #write(): void {
    if (this.#isWritten) return
    this.#isWritten = true
    // eslint-disable-next-line no-console -- every call fails until it is mended, and nothing else would say why
    console.error(this.#text)
  }
}
