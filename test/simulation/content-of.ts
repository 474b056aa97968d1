/** What is in the file of a run. */
export function contentOf(key: string): string {
  return `The file of ${key}.`
}
