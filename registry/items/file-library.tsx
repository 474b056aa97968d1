'use client'

import { useState } from 'react'
import { useFiles, type FileItem } from 'modelrunner-react'

interface FileLibraryProps {
  /** @example 'image/' */
  mimeTypePrefix?: string
  onSelect?: (file: FileItem) => void
}

/** Files of the signed-in user. Needs user isolation in the proxy where several people share a key. */
export function FileLibrary({ mimeTypePrefix, onSelect }: FileLibraryProps) {
  const [q, setQ] = useState('')
  const { files, hasNextPage, fetchNextPage, isPending, error, remove, setFavorite } = useFiles({
    q: q || undefined,
    mimeTypePrefix,
  })
  return (
    <section aria-label="Files" className="grid gap-3 text-sm">
      <input
        type="search"
        aria-label="Search files"
        placeholder="Search files"
        value={q}
        onChange={(event) => setQ(event.target.value)}
        className="border-input bg-background rounded-md border px-3 py-2"
      />
      {error && <p role="alert">{error.message}</p>}
      {!isPending && files.length === 0 && <p className="text-muted-foreground">No files yet.</p>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-3">
        {files.map((file) => (
          <li key={file.id} className="border-border grid gap-2 rounded-lg border p-2">
            <button
              type="button"
              onClick={() => onSelect?.(file)}
              className="bg-muted aspect-square overflow-hidden rounded"
            >
              {file.mimeType?.startsWith('image/') ? (
                <img
                  src={file.thumbnailUrl ?? file.url}
                  alt=""
                  loading="lazy"
                  className="size-full object-cover"
                />
              ) : (
                <span className="text-muted-foreground">{file.mimeType ?? 'File'}</span>
              )}
              <span className="sr-only">Use this file</span>
            </button>
            <div className="flex justify-between">
              <button
                type="button"
                aria-pressed={file.isFavorited}
                onClick={() => void setFavorite(file.id, !file.isFavorited).catch(() => {})}
              >
                {file.isFavorited ? '★' : '☆'} <span className="sr-only">Favorite</span>
              </button>
              <button
                type="button"
                className="text-destructive"
                onClick={() => {
                  // What could not be removed comes back into the list, and `error` says why.
                  if (confirm('Remove this file from the library?')) void remove(file.id).catch(() => {})
                }}
              >
                Remove
              </button>
            </div>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <button
          type="button"
          onClick={() => fetchNextPage()}
          className="border-input w-fit rounded-md border px-3 py-1.5"
        >
          Show more
        </button>
      )}
    </section>
  )
}
