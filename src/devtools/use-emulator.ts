import { useCallback, useEffect, useState } from 'react'
import { callControl, type EmulatorChange, type EmulatorState } from './emulator-control.js'

/** The emulator at a control URL; `state` is undefined where none answers. */
export function useEmulator(url: string | undefined) {
  const [found, setFound] = useState<{ url: string; state: EmulatorState | undefined }>()

  useEffect(() => {
    if (url === undefined) return
    const abort = new AbortController()
    void callControl(url, undefined, abort.signal).then((state) => {
      if (!abort.signal.aborted) setFound({ url, state })
    })
    return () => abort.abort()
  }, [url])

  const change = useCallback(
    async (wanted?: EmulatorChange) => {
      if (url === undefined) return
      const state = await callControl(url, wanted)
      // Switches stay where they are while it does not answer.
      if (state) setFound({ url, state })
    },
    [url],
  )
  return { state: found?.url === url ? found?.state : undefined, change }
}
