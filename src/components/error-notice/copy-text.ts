/**
 * Copies what stands in `element`. Without the clipboard (no permission, no https) the old way is tried: select, copy.
 * Resolves with whether it worked; where not, the text stays selected for the user.
 */
export async function copyText(element: HTMLElement): Promise<boolean> {
  const text = element.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    try {
      return document.execCommand('copy')
    } catch {
      return false
    }
  }
}
