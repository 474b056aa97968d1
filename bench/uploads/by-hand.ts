/** Uploads as one writes them without a library. */
const PART = 10 * 1024 * 1024

export async function callProxy<T>(url: string, body?: unknown): Promise<T> {
  const response = await fetch('/api/modelrunner/proxy', {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'x-modelrunner-target-url': url, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return (await response.json()) as T
}

/** A place for one PUT; its time is not that of the bytes. */
export async function presign(rest: string, file: File): Promise<string> {
  const body = { file_name: file.name, content_type: file.type, size: file.size }
  return (await callProxy<{ upload_url: string }>(`${rest}/storage/upload/initiate`, body)).upload_url
}

/** The same PUT by XMLHttpRequest with nothing around it but a progress listener. */
export function barePut(url: string, body: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.upload.onprogress = () => {}
    xhr.onload = () =>
      xhr.status === 200 ? resolve(xhr.getResponseHeader('etag') ?? '') : reject(new Error(xhr.responseText))
    xhr.onerror = () => reject(new Error('network'))
    xhr.open('PUT', url)
    if (body.type) xhr.setRequestHeader('Content-Type', body.type)
    xhr.send(body)
  })
}

/** Part after part, each URL asked for right before it: the way of the platform's own clients. */
export async function serialParts(rest: string, file: File): Promise<void> {
  const started = await callProxy<{ uploadId: string; uploadKey: string }>(
    `${rest}/storage/upload/initiate-multipart`,
    {
      file_name: file.name,
      content_type: file.type,
      size: file.size,
    },
  )
  const parts: { partNumber: number; etag: string }[] = []
  for (let start = 0; start < file.size; start += PART) {
    const partNumber = parts.length + 1
    const query = new URLSearchParams({ ...pick(started), partNumber: String(partNumber) })
    const { presignedUrl } = await callProxy<{ presignedUrl: string }>(
      `${rest}/storage/upload/multipart-url?${query}`,
    )
    parts.push({
      partNumber,
      etag: (await barePut(presignedUrl, file.slice(start, start + PART))).replaceAll('"', ''),
    })
  }
  await callProxy(`${rest}/storage/upload/complete`, { ...pick(started), parts })
}

function pick({ uploadId, uploadKey }: { uploadId: string; uploadKey: string }) {
  return { uploadId, uploadKey }
}
