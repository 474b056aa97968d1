import type { World } from '../state/world.js'

/** What lets a browser PUT to storage and read the ETag of a part. */
export function bucketCors(world: World): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    ...(world.settings.exposeEtag && { 'access-control-expose-headers': 'ETag' }),
  }
}

/** The storage host answers XML, not the platform's envelope. */
export function bucketError(world: World, status: number, code: string, message: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`
  return new Response(xml, { status, headers: { 'content-type': 'application/xml', ...bucketCors(world) } })
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
