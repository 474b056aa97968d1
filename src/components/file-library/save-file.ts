/**
 * Saves a file from another origin under a name. Where it may not be read (CORS) it is opened in a new tab: a `download`
 * link alone would do no more.
 */
export async function saveFile(url: string, name: string): Promise<void> {
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    const local = URL.createObjectURL(await response.blob())
    const link = document.createElement('a')
    link.href = local
    link.download = name
    link.click()
    // Browsers have begun to read it by then; retained, it would stay in memory.
    setTimeout(() => URL.revokeObjectURL(local), 60_000)
  } catch {
    window.open(url, '_blank', 'noopener,noreferrer')
  }
}
