/** Reads an event stream event by event, as text blocks. */
export class StreamReader {
  readonly #reader: ReadableStreamDefaultReader<string>
  #text = ''

  constructor(response: Response) {
    if (!response.body) throw new Error('The response has no body.')
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  }

  /** The next block up to an empty line; undefined at the end. */
  async next(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n')
      if (end >= 0) {
        const block = this.#text.slice(0, end)
        this.#text = this.#text.slice(end + 2)
        return block
      }
      const { done, value } = await this.#reader.read()
      if (done) return undefined
      this.#text += value
    }
  }

  /** The data of the next event, comments skipped. */
  async data(): Promise<Record<string, unknown> | undefined> {
    for (;;) {
      const block = await this.next()
      if (block === undefined) return undefined
      const line = block.split('\n').find((one) => one.startsWith('data: '))
      if (line) return JSON.parse(line.slice('data: '.length)) as Record<string, unknown>
    }
  }

  cancel(): Promise<void> {
    return this.#reader.cancel()
  }
}
