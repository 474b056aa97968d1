import type { Page, Request } from '@playwright/test'

export interface SeenCall {
  method: string
  url: string
  /** Where the proxy was told to go; undefined for the page's own files. */
  target?: string
  headers: Record<string, string>
  body: string
}

export interface BrowserLog {
  readonly calls: SeenCall[]
  /** Console errors and warnings, uncaught errors, and violations of the page's policy. */
  readonly complaints: string[]
  /** All text of every request and answer so far, streams that never end left out. */
  everything(): Promise<string>
}

/** Writes down what a page's browser sends, gets and complains about. */
export function watchBrowser(page: Page): BrowserLog {
  const calls: SeenCall[] = []
  const complaints: string[] = []
  const texts: Promise<string>[] = []

  page.on('request', (request) => {
    const headers = request.headers()
    calls.push({
      method: request.method(),
      url: request.url(),
      target: headers['x-modelrunner-target-url'],
      headers,
      body: request.postData() ?? '',
    })
    texts.push(textOfRequest(request))
  })
  page.on('requestfinished', (request) => {
    texts.push(textOfAnswer(request))
  })
  page.on('console', (message) => {
    const { url } = message.location()
    // The browser asks for an icon at the root by itself; a fixture need not have one.
    if (['error', 'warning'].includes(message.type()) && !url.endsWith('/favicon.ico'))
      complaints.push(`${message.text()} (${url})`)
  })
  page.on('pageerror', (error) => complaints.push(error.message))

  return {
    calls,
    complaints,
    everything: async () => (await Promise.all(texts)).join('\n'),
  }
}

async function textOfRequest(request: Request): Promise<string> {
  const headers = await request.allHeaders().catch(() => request.headers())
  return `${request.method()} ${request.url()} ${JSON.stringify(headers)} ${request.postData() ?? ''}`
}

/** A page that closes takes its last answers with it; what is gone was not asked about. */
async function textOfAnswer(request: Request): Promise<string> {
  try {
    const response = await request.response()
    if (!response) return ''
    const body = await response.text().catch(() => '')
    return `${response.status()} ${JSON.stringify(await response.allHeaders())} ${body}`
  } catch {
    return ''
  }
}
