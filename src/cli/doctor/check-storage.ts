import type { Check } from './finding.js'
import { fieldsOf, type Probe } from './probe.js'

const ETAG_FIX =
  'Large files need the ETag of each part: the bucket’s CORS rules must expose it (ExposeHeaders: ETag).'

/** Starts a multipart upload, sends one byte as a page would, and never completes it: no file comes of it. */
export const storage: Check = { title: 'Storage lets the app’s pages upload', run: checkStorage }

async function checkStorage(probe: Probe): ReturnType<Check['run']> {
  const { hosts, skipStorage, proxyUrl, timeoutMs } = probe.options
  if (skipStorage) return { verdict: 'skip', found: 'left alone, as asked' }
  const origin = probe.options.origin ?? new URL(proxyUrl).origin
  const started = await probe.call(`${hosts.rest}/storage/upload/initiate-multipart`, {
    method: 'POST',
    body: { file_name: 'doctor.txt', content_type: 'text/plain' },
  })
  const { uploadId, uploadKey } = fieldsOf(started.json)
  if (typeof uploadId !== 'string' || typeof uploadKey !== 'string') {
    return { verdict: 'skip', found: `uploads are not open (${started.status})` }
  }
  const query = new URLSearchParams({ uploadId, uploadKey, partNumber: '1' })
  const { presignedUrl } = fieldsOf(
    (await probe.call(`${hosts.rest}/storage/upload/multipart-url?${query}`)).json,
  )
  if (typeof presignedUrl !== 'string')
    return {
      verdict: 'fail',
      found: 'no URL for a part came back',
      fix: 'Allow GET /storage/upload/multipart-url.',
    }

  const signal = AbortSignal.timeout(timeoutMs)
  const preflight = await fetch(presignedUrl, {
    method: 'OPTIONS',
    signal,
    headers: { origin, 'access-control-request-method': 'PUT' },
  })
  if (!allows(preflight, origin))
    return {
      verdict: 'fail',
      found: `a page on ${origin} may not PUT (${preflight.status})`,
      fix: `The bucket’s CORS rules must allow PUT from ${origin}.`,
    }
  const put = await fetch(presignedUrl, {
    method: 'PUT',
    signal,
    headers: { origin },
    body: new Uint8Array(1),
  })
  if (!put.ok || !allows(put, origin))
    return {
      verdict: 'fail',
      found: `one byte was refused (${put.status})`,
      fix: 'Look at what the bucket answered.',
    }
  const exposed = put.headers.get('access-control-expose-headers')?.toLowerCase() ?? ''
  if (!exposed.includes('etag') && exposed !== '*')
    return { verdict: 'fail', found: 'the ETag cannot be read by pages', fix: ETAG_FIX }
  return { verdict: 'ok', found: `PUT allowed from ${origin}, ETag readable` }
}

function allows({ headers, ok }: Response, origin: string): boolean {
  const allowed = headers.get('access-control-allow-origin')
  return ok && (allowed === '*' || allowed === origin)
}
