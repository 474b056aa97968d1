/** XMLHttpRequest as the upload engine uses it, over a tab's way to the storage. */
export function fakeXhr(fetch: typeof globalThis.fetch): new () => FakeXhr {
  return class extends FakeXhr {
    constructor() {
      super(fetch)
    }
  }
}

class FakeXhr {
  readonly upload: { onprogress?: (event: { loaded: number }) => void; onload?: () => void } = {}
  onload?: () => void
  onerror?: () => void
  status = 0
  responseText = ''
  readonly #fetch: typeof globalThis.fetch
  readonly #gone = new AbortController()
  readonly #requestHeaders = new Headers()
  #method = ''
  #url = ''
  #headers = new Headers()

  constructor(fetch: typeof globalThis.fetch) {
    this.#fetch = fetch
  }

  open(method: string, url: string): void {
    this.#method = method
    this.#url = url
  }

  setRequestHeader(name: string, value: string): void {
    this.#requestHeaders.set(name, value)
  }

  getAllResponseHeaders(): string {
    return [...this.#headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  }

  abort(): void {
    this.#gone.abort()
  }

  send(body: Blob): void {
    void this.#perform(body).catch(() => {
      if (!this.#gone.signal.aborted) this.onerror?.()
    })
  }

  async #perform(body: Blob): Promise<void> {
    const { signal } = this.#gone
    const response = await this.#fetch(this.#url, {
      method: this.#method,
      headers: this.#requestHeaders,
      body,
      signal,
    })
    const text = await response.text()
    if (signal.aborted) return
    this.upload.onprogress?.({ loaded: body.size })
    this.upload.onload?.()
    this.status = response.status
    this.#headers = response.headers
    this.responseText = text
    this.onload?.()
  }
}
