/**
 * Saves a file from another origin. A `download` link alone would only open it there; where the file may not be read
 * (CORS), it is opened in a new tab after all.
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
    // Browsers have begun to read it by then; kept, it would hold the file in memory.
    setTimeout(() => URL.revokeObjectURL(local), 60_000)
  } catch {
    window.open(url, '_blank', 'noopener,noreferrer')
  }
}
