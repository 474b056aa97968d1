import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

export interface PageOptions {
  folder: string
  /** Sent with every file. */
  contentSecurityPolicy?: string
  /** Written into the page's head as data. */
  config?: unknown
}

/** Serves a built page from a folder. */
export async function servePage(
  { folder, contentSecurityPolicy, config }: PageOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
  try {
    const bytes = await readFile(file)
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    if (contentSecurityPolicy) response.setHeader('content-security-policy', contentSecurityPolicy)
    response.end(file.endsWith('.html') ? withConfig(bytes.toString(), config) : bytes)
  } catch {
    response.statusCode = 404
    response.end('Not found')
  }
}

function withConfig(html: string, config: unknown): string {
  if (config === undefined) return html
  return html.replace(
    '</head>',
    `<script type="application/json" id="config">${JSON.stringify(config)}</script></head>`,
  )
}
