import { useRef, useSyncExternalStore } from 'react'
import type { LibraryTexts } from './library-texts.js'
import { Part } from './parts.js'
import { useColumns } from './use-grid-keys.js'

/** Rows that fill the place at its usual height. */
const TILE_ROWS = 3
const LINE_ROWS = 9

interface FileSkeletonProps {
  view: 'grid' | 'list'
  isPicking: boolean
  messages: LibraryTexts
}

/**
 * Tiles without files in the parts of those that come, so that they are as large in any theme and nothing moves when
 * they do. Still, and for the eye alone: the words above say what goes on.
 */
export function FileSkeleton({ view, isPicking, messages }: FileSkeletonProps) {
  const viewportRef = useRef<HTMLDivElement>(null)
  const columns = useColumns(viewportRef, view === 'grid')
  // A strict CSP refuses the style attributes of served HTML, and a server does not know how many columns there are.
  const isInPage = useSyncExternalStore(neverChanges, inPage, onServer)
  const count = view === 'grid' ? columns * TILE_ROWS : LINE_ROWS
  return (
    <>
      <Part part="viewport" ref={viewportRef} aria-hidden="true" style={isInPage ? STILL : undefined}>
        {isInPage && (
          <Part part="grid">
            <Part part="row" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
              {Array.from({ length: count }, (_, index) => (
                <Part part="file" state="loading" key={index}>
                  <Part part="thumbnail" as="span" look="thumb" />
                  <Part part="name" as="span">
                    {NOTHING}
                  </Part>
                  <Part part="facts" as="span" look="hint truncate">
                    {NOTHING}
                  </Part>
                  {isPicking && view === 'list' && <Part part="check" as="span" style={HIDDEN} />}
                </Part>
              ))}
            </Part>
          </Part>
        )}
      </Part>
      <Part part="keys" as="p" look="hint" aria-hidden="true">
        {isPicking ? messages.libraryKeysSelectable : messages.libraryKeys}
      </Part>
    </>
  )
}

/** As high as a line of text. */
const NOTHING = '\u00a0'

const STILL = { overflow: 'hidden', pointerEvents: 'none' } as const
const HIDDEN = { visibility: 'hidden' } as const

const neverChanges = () => () => {}
const inPage = () => true
const onServer = () => false
