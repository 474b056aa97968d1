/** This copy of the package, among all that the page loaded. */
const THIS_COPY = {}
const KEY = Symbol.for('modelrunner-react.providers')

/** Shared by all copies of the package on a page. */
function copies(): Set<object> {
  const page = globalThis as { [KEY]?: Set<object> }
  return (page[KEY] ??= new Set())
}

/** Remembers that a provider of this copy was mounted. For the message below, in development. */
export function noteProvider(): void {
  copies().add(THIS_COPY)
}

/** Whether a provider is there, but of another copy of the package: each copy has its own React context. */
export function hasForeignProvider(): boolean {
  const known = copies()
  return known.size > 0 && !known.has(THIS_COPY)
}
