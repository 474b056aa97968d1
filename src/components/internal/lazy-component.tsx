import { type ComponentType, lazy, type ReactNode, Suspense, useState, useSyncExternalStore } from 'react'

interface LazyComponent<Props> {
  /** `fallback` stands in its place until it is there. */
  Component: ComponentType<Props & { fallback?: ReactNode }>
  /** Fetches it before it is needed; what was fetched renders at once. */
  preload(): Promise<unknown>
}

/**
 * A component in a chunk of its own. Where it cannot be fetched, nothing is in its place. A server renders the
 * fallback, and hydration begins with it: `renderToString` knows no Suspense.
 */
export function lazyComponent<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined
  const fetched = () =>
    load().then(
      (module) => {
        loaded = module.default
        return module
      },
      () => ({ default: Nothing }),
    )
  const Fetched: ComponentType<Props> = lazy(fetched)

  return {
    Component: function Lazy({ fallback = null, ...props }: Props & { fallback?: ReactNode }) {
      const [Shown] = useState(() => loaded ?? Fetched)
      const isInBrowser = useSyncExternalStore(never, yes, no)
      if (!isInBrowser) return fallback
      return (
        <Suspense fallback={fallback}>
          {/* The rest of Props without `fallback` is Props: TypeScript does not know that of generic types. */}
          <Shown {...(props as unknown as Props)} />
        </Suspense>
      )
    },
    preload: fetched,
  }
}

const never = () => () => {}
const yes = () => true
const no = () => false

function Nothing(): null {
  return null
}
