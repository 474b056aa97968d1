/** `owner/alias`; the alias may itself hold slashes. It goes into the path as it is, so it is checked before sending. */
export function isEndpointId(value: unknown): value is string {
  if (typeof value !== 'string') return false
  const segments = value.split('/')
  return (
    segments.length >= 2 &&
    segments.every((segment) => /^[A-Za-z0-9._-]+$/.test(segment) && !/^\.\.?$/.test(segment))
  )
}
