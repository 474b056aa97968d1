/** A text from a model where a word or a line is meant. Megabytes of it would block the page, and nobody reads them there. */
export function cutText(text: string, maxLength: number): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
}
