import { useMemo, useSyncExternalStore } from 'react'

/** A URL for a local file that lives as long as it is shown. Undefined on the server and where there is no file. */
export function useObjectUrl(file: Blob | undefined): string | undefined {
  const source = useMemo(() => objectUrlOf(file), [file])
  return useSyncExternalStore(source.subscribe, source.current, onServer)
}

function objectUrlOf(file: Blob | undefined) {
  let url: string | undefined
  let users = 0
  return {
    current: () => url,
    subscribe(onChange: () => void) {
      if (file && users++ === 0 && typeof URL.createObjectURL === 'function') {
        url = URL.createObjectURL(file)
        onChange()
      }
      return () => {
        if (!file || --users > 0 || !url) return
        URL.revokeObjectURL(url)
        url = undefined
      }
    },
  }
}

function onServer(): undefined {
  return undefined
}
