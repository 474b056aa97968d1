/** What tells one file from the next, which begin alike: a number, and the type. Letters stay together: some join. */
const END = /[\d\s._()-]{0,12}\.\w{1,8}$/

/**
 * A file's name in a part that truncates: where there is too little room for it, it is cut before its end. The two halves
 * are drawn from attributes, so that the text itself stays one for screen readers and wherever the default look is not.
 */
export function FileName({ name }: { name: string }) {
  const start = name.search(END)
  if (start < 1) return <>{name}</>
  return (
    <span data-mr-start={name.slice(0, start)} data-mr-end={name.slice(start)}>
      <span>{name}</span>
    </span>
  )
}
