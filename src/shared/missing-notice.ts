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
