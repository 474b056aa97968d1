type Props = Record<string, unknown>
type Handler = (...args: unknown[]) => void

const ID_LISTS = ['aria-describedby', 'aria-labelledby', 'aria-controls', 'aria-owns']

/**
 * Joins a component's own props with those it was given from outside. Classes, styles and id lists add up.
 * Event handlers run both, the outer one first; `event.preventDefault()` in it keeps ours from running.
 * For all else the outer value wins, unless it is undefined.
 */
export function mergeProps(own: Props, outer: Props): Props {
  const merged: Props = { ...own }
  for (const [key, value] of Object.entries(outer)) {
    const ours = own[key]
    if (value === undefined) continue
    if (ours === undefined) merged[key] = value
    else if (key === 'className' || ID_LISTS.includes(key)) merged[key] = `${String(ours)} ${String(value)}`
    else if (key === 'style') merged[key] = { ...(ours as object), ...(value as object) }
    else if (isHandler(key, ours) && isHandler(key, value)) merged[key] = both(value, ours)
    else merged[key] = value
  }
  return merged
}

function isHandler(key: string, value: unknown): value is Handler {
  return /^on[A-Z]/.test(key) && typeof value === 'function'
}

function both(outer: Handler, own: Handler): Handler {
  return (...args) => {
    outer(...args)
    const event = args[0] as { defaultPrevented?: boolean } | undefined
    if (!event?.defaultPrevented) own(...args)
  }
}
