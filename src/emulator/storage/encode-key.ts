/** A key as it stands in a path. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/')
}
