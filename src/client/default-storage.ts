/** The browser's lasting storage, or null where there is none or a policy forbids it. */
export function defaultStorage(): Storage | null {
  try {
    return typeof window === 'undefined' ? null : window.localStorage
  } catch {
    return null
  }
}
