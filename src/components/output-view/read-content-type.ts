/** The content type a server gives for a URL, or undefined where it does not say or may not be asked. */
export async function readContentType(url: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal,
    })
    return response.ok ? (response.headers.get('content-type') ?? undefined) : undefined
  } catch {
    return undefined
  }
}
