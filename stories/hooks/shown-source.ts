/** Shows an example's own file below it, so that what is read is what ran. */
export function shownSource(code: string) {
  return { docs: { source: { code, language: 'tsx' as const } } }
}
