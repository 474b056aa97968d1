import { useState, useMemo, useSyncExternalStore } from 'react'
import { Icon } from '../internal/Icon.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import { safeUrl } from '../internal/safe-url.js'
import type { FileEntry } from './file-entries.js'
import { Part } from './parts.js'

/** What the file looks like: the picture, a frame of the video, or a sign for its kind. Decoration: the name stands beside it. */
export function EntryPreview({ entry }: { entry: FileEntry }) {
  const kind = kindOf(entry)
  const isVisual = kind === 'image' || kind === 'video'
  const local = useObjectUrl(isVisual ? entry.upload?.file : undefined)
  const url = local ?? (isVisual && !entry.upload ? safeUrl(entry.url) : undefined)
  // A format the browser does not know, or a policy that forbids it.
  const [broken, setBroken] = useState<string>()
  const onError = () => setBroken(url)
  const isShown = url !== undefined && url !== broken
  return (
    <Part part="preview" look="thumb" aria-hidden="true">
      {isShown && kind === 'image' && (
        <img src={url} alt="" decoding="async" loading="lazy" onError={onError} />
      )}
      {isShown && kind === 'video' && (
        // Without the fragment some browsers show nothing before the first play.
        <video src={`${url}#t=0.1`} muted playsInline preload="metadata" tabIndex={-1} onError={onError} />
      )}
      {!isShown && <Icon path={KIND_ICONS[kind]} />}
    </Part>
  )
}

type Kind = 'image' | 'video' | 'audio' | 'file'

const KIND_BY_EXTENSION: readonly (readonly [RegExp, Kind])[] = [
  [/\.(png|jpe?g|gif|webp|avif|svg|bmp)$/i, 'image'],
  [/\.(mp4|webm|mov|m4v|ogv)$/i, 'video'],
  [/\.(mp3|wav|m4a|ogg|opus|flac|aac)$/i, 'audio'],
]

function kindOf({ upload, name }: FileEntry): Kind {
  const [kind] = upload?.type.split('/') ?? []
  if (kind === 'image' || kind === 'video' || kind === 'audio') return kind
  return KIND_BY_EXTENSION.find(([pattern]) => pattern.test(name))?.[1] ?? 'file'
}

/** A URL for a local file that lives as long as it is shown. Undefined on the server and where there is no file. */
function useObjectUrl(file: Blob | undefined): string | undefined {
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
