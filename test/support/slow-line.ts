import type { FakeClock } from './fake-clock.js'

/** What stands between the browser and the storage. */
export interface SlowLine {
  /** Bytes per second of each connection. @default 1 MB/s */
  speed?: number
  /** All bytes are taken at once and forwarded at the speed of the line, as antivirus, VPN and company proxies do. */
  swallows?: boolean
  /** A buffer of so many bytes on the way takes them at once, and the next ones only when it is empty. @default none */
  buffer?: number
  /** Connections that the browser opens at a time; what comes after waits in its queue. @default 6 */
  connections?: number
  /**
   * `never` the bytes go nowhere · `reset` the connection breaks once they have arrived · `refused` nobody takes the
   * connection · `hidden` the answer comes without its headers. @default what the storage answers
   */
  ends?: 'never' | 'reset' | 'refused' | 'hidden'
  /** Hosts for which all this holds. @default every one */
  isSlow?: (url: string) => boolean
}

/** A browser's XMLHttpRequest over such a line, on the clock of the test. `storage` answers what arrives. */
export function slowXhr(clock: FakeClock, line: SlowLine, storage: (request: Request) => Promise<Response>) {
  const sent = { bytes: 0, requests: 0 }
  const waiting: (() => void)[] = []
  let free = line.connections ?? 6
  const speed = (line.speed ?? 1e6) / 1000

  const handedOver = (arrived: number): number => {
    return line.buffer ? (Math.floor(arrived / line.buffer) + 1) * line.buffer : arrived
  }

  class SlowXhr {
    readonly upload: { onprogress?: (event: { loaded: number }) => void; onload?: () => void } = {}
    onload?: () => void
    onerror?: () => void
    status = 0
    responseText = ''
    #url = ''
    #headers: Record<string, string> = {}
    #answerHeaders = ''
    #isOver = false
    #holds = false
    #timers: (() => void)[] = []

    open(_: string, url: string): void {
      this.#url = url
    }
    setRequestHeader(name: string, value: string): void {
      this.#headers[name] = value
    }
    getAllResponseHeaders(): string {
      return this.#answerHeaders
    }
    send(body: Blob): void {
      const start = () => {
        if (this.#isOver) return waiting.shift()?.()
        free -= 1
        this.#holds = true
        sent.requests += 1
        this.#run(body)
      }
      if (free > 0) start()
      else waiting.push(start)
    }
    abort(): void {
      this.#finish()
    }
    #after(ms: number, act: () => void): void {
      this.#timers.push(clock.after(ms, () => !this.#isOver && act()))
    }
    #finish(): void {
      if (this.#isOver) return
      this.#isOver = true
      for (const stop of this.#timers) stop()
      if (!this.#holds) return
      free += 1
      waiting.shift()?.()
    }
    #fail(): void {
      this.#finish()
      this.onerror?.()
    }
    #run(body: Blob): void {
      const isSlow = line.isSlow?.(this.#url) ?? true
      const ends = isSlow ? line.ends : undefined
      const bytesPerMs = isSlow ? speed : 1e6
      const arrival = body.size / bytesPerMs
      if (ends === 'refused') return this.#after(1, () => this.#fail())
      const handOver = isSlow && line.swallows ? 1 : arrival
      for (let at = 1_000; at < handOver; at += 1_000) {
        const loaded = handedOver(at * bytesPerMs)
        this.#after(at, () => this.upload.onprogress?.({ loaded: Math.min(loaded, body.size) }))
      }
      this.#after(handOver, () => {
        this.upload.onprogress?.({ loaded: body.size })
        this.upload.onload?.()
      })
      sent.bytes += body.size
      if (ends === 'never') return
      this.#after(arrival + 1, () => {
        if (ends === 'reset') return this.#fail()
        void this.#answer(body, ends === 'hidden')
      })
    }
    async #answer(body: Blob, isHidden: boolean): Promise<void> {
      const request = new Request(this.#url, { method: 'PUT', body, headers: this.#headers })
      const response = await storage(request)
      const text = await response.text()
      if (this.#isOver) return
      this.status = response.status
      this.responseText = text
      this.#answerHeaders = isHidden ? '' : [...response.headers].map((pair) => pair.join(': ')).join('\r\n')
      this.#finish()
      this.onload?.()
    }
  }
  return { XMLHttpRequest: SlowXhr as unknown as typeof XMLHttpRequest, sent }
}
