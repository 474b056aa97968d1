/** What tells one file from the next, which begin alike: a number, and the type. Letters stay together: some join. */
const END = /[\d\s._()-]{0,12}\.\w{1,8}$/

/** Up to so many characters a name is shown whole: it may wrap. */
const SHORT_NAME = 40

/**
 * A file's name as one piece of real text, found and selected like any other. A very long one is cut before its end by
 * layout, in two pieces that are read as one.
 */
export function FileName({ name }: { name: string }) {
  const start = name.length > SHORT_NAME ? name.search(END) : 0
  if (start < 1) return <>{name}</>
  return (
    <span data-mr-cut="">
      <span>{name.slice(0, start)}</span>
      <span>{name.slice(start)}</span>
    </span>
  )
}
