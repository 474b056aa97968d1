import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  type FocusEvent,
  type MouseEvent,
  type SyntheticEvent,
  memo,
  useState,
  type ReactNode,
} from 'react'
import type { LibraryTexts } from './library-texts.js'
import type { FileItem } from '../../protocol/file-item.js'
import { useVirtualRows } from '../internal/use-virtual-rows.js'
import { addressOf, type FileRun, fileKind, fileTitle, kindText, type FileKind } from './file-facts.js'
import { Part } from './parts.js'
import { useColumns, useGridKeys } from './use-grid-keys.js'
import type { Selection } from './use-selection.js'
import { FileName } from '../internal/FileName.js'
import { Icon, type IconPath } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { KIND_ICONS } from '../internal/icons/kind-icons.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import { safeUrl } from '../internal/safe-url.js'

/** Heights of a row before it was measured, px. */
const TILE_PX = 200
const LINE_PX = 56

export type FileDoing = 'preview' | 'tag' | 'remove'

interface FileGridProps {
  files: readonly FileItem[]
  /** By the address of a file. */
  runs: ReadonlyMap<string, FileRun>
  total: number
  messages: LibraryTexts
  view: 'grid' | 'list'
  selection: Selection
  isAccepted(file: FileItem): boolean
  onOpen(file: FileItem, doing: FileDoing): void
  onFavorite(file: FileItem): void
  onNearEnd(): void
  /** The first file takes the focus as soon as there is one: nothing else was come for. */
  hasFirstFocus?: boolean
  /** Goes up each time the focus belongs back here: a dialog was closed. */
  returns: number
}

/** The files, of which only the rows in sight are in the page. One stop for Tab; keys do the rest. */
export default function FileGrid(props: FileGridProps) {
  const { files, runs, total, messages, view, selection, isAccepted, onNearEnd, returns } = props
  const viewportRef = useRef<HTMLDivElement>(null)
  const gridRef = useRef<HTMLDivElement>(null)
  const keysId = useId()
  const columns = useColumns(viewportRef, view === 'grid')

  const at = (index: number, act: (file: FileItem) => void) => {
    const file = files[index]
    if (file) act(file)
  }
  const select = (index: number) =>
    at(index, (file) => (isAccepted(file) ? selection.toggle(file) : props.onOpen(file, 'preview')))
  const preview = (index: number) => at(index, (file) => props.onOpen(file, 'preview'))
  const primary = selection.isOn ? select : preview
  const favorite = (index: number) => at(index, props.onFavorite)
  const remove = (index: number) => at(index, (file) => props.onOpen(file, 'remove'))

  const keys = useGridKeys({
    gridRef,
    count: files.length,
    columns,
    actions: {
      enter: primary,
      ' ': primary,
      p: preview,
      f: favorite,
      t: (index) => at(index, (file) => props.onOpen(file, 'tag')),
      delete: remove,
      backspace: remove,
    },
    scrollTo: (row) => scrollTo(row),
  })
  const { rows, totalSize, measure, scrollTo, remeasure } = useVirtualRows({
    count: Math.ceil(files.length / columns),
    scrollRef: viewportRef,
    estimate: view === 'grid' ? TILE_PX : LINE_PX,
    pinned: Math.floor(keys.active / columns),
    onNearEnd,
  })
  // Before it is painted: for a moment, rows would lie on each other.
  useLayoutEffect(() => {
    remeasure()
    for (const row of gridRef.current?.children ?? []) if (row instanceof HTMLElement) measure(row)
  }, [columns, view, remeasure, measure])

  const { setActive, focusActive } = keys
  const hasFirst = files.length > 0
  useEffect(() => {
    if (props.hasFirstFocus && hasFirst) focusActive()
  }, [props.hasFirstFocus, hasFirst, focusActive])
  useEffect(() => {
    if (returns) focusActive()
  }, [returns, focusActive])
  useEffect(() => keys.settle())
  const indexOf = (event: SyntheticEvent) => {
    const cell =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-file-index]') : null
    return cell ? Number(cell.dataset['fileIndex']) : undefined
  }
  const onFocus = (event: FocusEvent) => {
    const index = indexOf(event)
    if (index !== undefined) setActive(index)
  }
  const onClick = (event: MouseEvent) => {
    const index = indexOf(event)
    if (index === undefined) return
    if (event.target instanceof Element && event.target.closest('[data-mr-part="star"]'))
      return favorite(index)
    focusActive()
    setActive(index)
    primary(index)
  }

  return (
    <>
      <Part part="viewport" ref={viewportRef}>
        <Part
          part="grid"
          ref={gridRef}
          role="grid"
          aria-label={messages.libraryLabel}
          aria-rowcount={Math.ceil(total / columns)}
          aria-colcount={columns}
          aria-multiselectable={selection.isMany || undefined}
          aria-describedby={keysId}
          style={{ blockSize: totalSize }}
          onKeyDown={keys.onKeyDown}
          onFocus={onFocus}
          onClick={onClick}
        >
          {rows.map(({ index: row, key, start }) => (
            <Part
              part="row"
              key={key}
              ref={measure}
              role="row"
              data-index={row}
              aria-rowindex={row + 1}
              style={{
                transform: `translateY(${start}px)`,
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              }}
            >
              {files.slice(row * columns, (row + 1) * columns).map((file, column) => {
                const index = row * columns + column
                return (
                  <FileTile
                    key={file.id}
                    file={file}
                    run={runs.get(addressOf(file.url))}
                    index={index}
                    column={column}
                    messages={messages}
                    isActive={index === keys.active}
                    isSelected={selection.isOn ? selection.has(file.id) : undefined}
                    isRefused={selection.isOn && !isAccepted(file)}
                  />
                )
              })}
            </Part>
          ))}
        </Part>
      </Part>
      <Part part="keys" as="p" look="hint" id={keysId}>
        {selection.isOn ? messages.libraryKeysSelectable : messages.libraryKeys}
      </Part>
    </>
  )
}

interface FileTileProps {
  file: FileItem
  /** The run that made it, where it is known. */
  run: FileRun | undefined
  index: number
  column: number
  messages: LibraryTexts
  isActive: boolean
  /** undefined where nothing can be selected */
  isSelected?: boolean
  /** It cannot be selected: not of a kind that is accepted. */
  isRefused: boolean
}

/**
 * One file in the grid or list. The cell takes focus and keys, and is named by what stands in it; the star is for
 * pointers. What is done to either the grid hears by itself, so that a tile renders only when its file changes.
 */
export const FileTile = memo(function FileTile(props: FileTileProps): ReactNode {
  const { file, run, index, column, messages, isActive, isSelected, isRefused } = props
  const name = fileTitle(file, run)
  return (
    <Part
      part="file"
      role="gridcell"
      state={isRefused ? 'refused' : isSelected ? 'selected' : 'unselected'}
      tabIndex={isActive ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={isRefused ? undefined : isSelected}
      aria-disabled={isRefused || undefined}
      data-file-index={index}
    >
      <Thumbnail file={file} />
      <Part part="name" as="span" dir="auto" title={name}>
        <FileName name={name} />
      </Part>
      <Part part="facts" as="span" look="hint truncate">
        {[
          run && file.source === 'request_output' && run.endpoint.split('/').slice(1).join('/'),
          kindText(fileKind(file), messages),
          file.sizeBytes !== undefined && messages.librarySize(file.sizeBytes),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Part>
      {isSelected !== undefined && !isRefused && (
        <Part part="check" as="span" state={isSelected ? 'on' : 'off'} aria-hidden="true">
          {isSelected && <Icon path={commonIcons.check} />}
        </Part>
      )}
      <Part
        part="star"
        as="button"
        type="button"
        look="button quiet icon small"
        state={file.isFavorited ? 'on' : 'off'}
        tabIndex={-1}
        aria-label={file.isFavorited ? messages.libraryUnfavorite : messages.libraryFavorite}
      >
        <Icon path={libraryIcons.star} />
      </Part>
    </Part>
  )
})

const ICONS: Readonly<Record<FileKind, IconPath>> = {
  image: KIND_ICONS.image,
  video: KIND_ICONS.video,
  audio: KIND_ICONS.audio,
  text: KIND_ICONS.file,
  model: KIND_ICONS.model3d,
  other: KIND_ICONS.file,
}

function Thumbnail({ file }: { file: FileItem }) {
  const [broken, setBroken] = useState<string>()
  const kind = fileKind(file)
  const url = safeUrl(file.thumbnailUrl ?? (kind === 'image' ? file.url : undefined))
  return (
    <Part part="thumbnail" as="span" look="thumb" aria-hidden="true">
      {url && url !== broken ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setBroken(url)}
        />
      ) : (
        <Icon path={ICONS[kind]} />
      )}
    </Part>
  )
}
