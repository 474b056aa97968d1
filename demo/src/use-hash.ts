import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** The page's path after `#`: '/create/owner/model' as ['create', 'owner/model']. */
export function useHash(): [page: string, rest: string] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  const [page = '', ...rest] = hash.replace(/^#\/?/, '').split('/')
  return [page, rest.join('/')]
}
