/** owner/alias, where the alias may hold slashes; every segment of [A-Za-z0-9._-] and none of them a dot or two. */
export function isEndpoint(value: string): boolean {
  const segments = value.split('/')
  return segments.length > 1 && segments.every((each) => /^(?!\.{1,2}$)[\w.-]+$/.test(each))
}
