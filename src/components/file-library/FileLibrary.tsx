'use client'

import {
  type ForwardedRef,
  forwardRef,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { accepts, type Accept } from '../../shared/accepts.js'
import { useStableFilters } from '../../hooks/use-stable-filters.js'
import { type FileFilters, type UseFilesResult, useFiles } from '../../hooks/useFiles.js'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import type { ErrorNoticeProps } from '../error-notice/ErrorNotice.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import { lazyComponent } from '../internal/lazy-component.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { enLibrary } from '../../messages/english/en-library.js'
import { useRootRef } from '../internal/use-root-ref.js'
import { acceptedPrefix, useLibraryFilters, type LibraryFilters } from './use-library-filters.js'
import type { FileDoing } from './FileGrid.js'
import { addressOf, type FileRun } from './file-facts.js'
import { FileSkeleton } from './FileSkeleton.js'
import { LibrarySummary } from './LibrarySummary.js'
import { LibraryToolbar } from './LibraryToolbar.js'
import { Part, Root, type FileLibraryParts } from './parts.js'
import { useSelection, type Selectable } from './use-selection.js'

const { Component: BulkActions } = lazyComponent(() => import('./BulkActions.js'))
const { Component: FilePreview, preload: preloadPreview } = lazyComponent(() => import('./FilePreview.js'))
const { Component: FileGrid, preload: preloadGrid } = lazyComponent(() => import('./FileGrid.js'))
const { Component: FileRuns } = lazyComponent(() => import('./FileRuns.js'))
const { Component: ErrorNotice } = lazyComponent<ErrorNoticeProps>(() =>
  import('../error-notice/ErrorNotice.js').then((module) => ({ default: module.ErrorNotice })),
)

/** Fetches what a library needs for its first file. */
export function preloadLibrary(): Promise<unknown> {
  return Promise.all([preloadGrid(), preloadPreview()])
}

/**
 * The user's files: uploads, inputs and outputs. Search, buckets, tags, favorites, preview, link, download, removal;
 * with `selectable` a picker. However many files there are, only the rows in sight are in the page.
 *
 * @example
 * <FileLibrary selectable="many" accept="image/*" onSelect={(files) => setUrls(files.map(({ url }) => url))} />
 */
export const FileLibrary: ComponentOf<FileLibraryProps, 'section'> = forwardRef(function FileLibrary(
  { filters: given, selectable, onSelect, onUse, accept, defaultView, children, ...rest }: FileLibraryProps,
  ref: ForwardedRef<HTMLElement>,
) {
  const { autoFocus, ...outer } = rest
  const messages = useAreaMessages(enLibrary)
  const root = useRootRef(ref)
  useKeepFocusWithin(root)
  const filters = useLibraryFilters(useStableFilters(given), acceptedPrefix(accept))
  const { library, files, total, runs, setRuns } = useFoundFiles(filters)
  const { facets, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = library
  const [isSelecting, setIsSelecting] = useState(false)
  const selection = useSelection(selectable ?? (isSelecting ? 'many' : false), onSelect)
  const [view, setView] = useState(defaultView ?? 'grid')
  const [open, setOpen] = useState<{ file: FileItem; doing: FileDoing }>()
  const [announcement, setAnnouncement] = useState('')
  const [returns, setReturns] = useState(0)
  // What is shown in the dialog follows the list; a file that a filter let go of stays as it was.
  const shown = useMemo(
    () => open && (files.find(({ id }) => id === open.file.id) ?? open.file),
    [open, files],
  )

  useEffect(() => {
    void preloadLibrary()
  }, [])

  const isAccepted = useCallback(
    (file: FileItem) => accepts(accept, { name: fileName(file), type: file.mimeType ?? '' }),
    [accept],
  )
  const mayReadOn = hasNextPage && !isFetchingNextPage && !error
  const onNearEnd = useCallback(() => {
    if (mayReadOn) void fetchNextPage()
  }, [mayReadOn, fetchNextPage])

  // The page that did not come, too: the top alone would leave its error.
  const readAgain = useCallback(async () => {
    await refetch()
    if (hasNextPage) await fetchNextPage()
  }, [refetch, hasNextPage, fetchNextPage])

  const close = () => {
    setOpen(undefined)
    setReturns((count) => count + 1)
  }
  // Actions that fail are taken back and shown by `error`.
  const shownByError = () => {}
  const favorite = (file: FileItem) =>
    void library.setFavorite(file.id, !file.isFavorited).catch(shownByError)
  const removeAll = async (removed: readonly FileItem[]) => {
    await Promise.all(removed.map(({ id }) => library.remove(id).catch(shownByError)))
    selection.clear()
    setIsSelecting(false)
    setAnnouncement(messages.libraryRemovedAll(removed.length))
  }
  const remove = (file: FileItem) => {
    close()
    library.remove(file.id).then(() => {
      selection.drop(file.id)
      setAnnouncement(messages.libraryRemoved(fileName(file)))
    }, shownByError)
  }
  // In a form, Enter in a text field or a checkbox would submit it: here it may cost a run.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.stopPropagation()
    if (event.target instanceof HTMLInputElement) event.preventDefault()
  }
  const state = files.length ? 'ready' : isPending ? 'loading' : error ? 'error' : 'empty'

  return (
    <Root
      as="section"
      ref={root}
      outer={outer}
      state={state}
      look="stack"
      data-view={view}
      aria-label={messages.libraryLabel}
      aria-busy={isPending || undefined}
      onKeyDown={onKeyDown}
    >
      {children ? (
        children({ ...library, selected: selection.selected })
      ) : (
        <>
          <LibraryToolbar
            filters={filters}
            facets={facets}
            messages={messages}
            view={view}
            onView={setView}
          />
          {error && <ErrorNotice error={error} compact onRetry={readAgain} />}
          <FileRuns onRuns={setRuns} />
          {(state === 'ready' || state === 'loading') && (
            <LibrarySummary
              total={state === 'ready' ? total : undefined}
              isReadingOn={isFetchingNextPage}
              selection={selection}
              messages={messages}
              onSelecting={selectable ? undefined : setIsSelecting}
            >
              {isSelecting && selection.selected.length > 0 && (
                <BulkActions
                  files={selection.selected}
                  messages={messages}
                  onTag={(file, name) => void library.addTag(file.id, name).catch(shownByError)}
                  onRemove={(removed) => void removeAll(removed)}
                />
              )}
            </LibrarySummary>
          )}
          {state === 'ready' && (
            <FileGrid
              files={files}
              runs={runs}
              hasFirstFocus={autoFocus}
              total={total}
              messages={messages}
              view={view}
              selection={selection}
              isAccepted={isAccepted}
              onOpen={(file, doing) => setOpen({ file, doing })}
              onFavorite={favorite}
              onNearEnd={onNearEnd}
              returns={returns}
              fallback={<FileSkeleton view={view} isPicking={selection.isOn} messages={messages} />}
            />
          )}
          {state === 'loading' && <FileSkeleton view={view} isPicking={selection.isOn} messages={messages} />}
          {state === 'empty' && (
            <Part part="placeholder" look="well hint empty stack">
              <Icon path={libraryIcons.folder} />
              {filters.isFiltered ? messages.libraryNothingFound : messages.libraryEmpty}
              {filters.isFiltered && (
                <Part part="action" as="button" type="button" look="button small" onClick={filters.clear}>
                  {messages.libraryClearFilters}
                </Part>
              )}
            </Part>
          )}
          <Announcer message={announcement || (isPending ? '' : messages.libraryCount(total))} />
          {open && shown && (
            <FilePreview
              key={shown.id}
              file={shown}
              run={runs.get(addressOf(shown.url))}
              doing={open.doing}
              messages={messages}
              onUse={
                selection.isOn && isAccepted(shown) && !selection.has(shown.id)
                  ? (file) => {
                      selection.toggle(file)
                      close()
                    }
                  : onUse &&
                    ((file) => {
                      close()
                      onUse(file)
                    })
              }
              onFavorite={favorite}
              onAddTag={(file, name) => void library.addTag(file.id, name).catch(shownByError)}
              onRemoveTag={(file, tagId) => void library.removeTag(file.id, tagId).catch(shownByError)}
              onRemove={remove}
              onClose={close}
            />
          )}
        </>
      )}
    </Root>
  )
})

export interface FileLibraryBehaviour extends UseFilesResult {
  selected: readonly FileItem[]
}

interface OwnProps {
  /** Which files; a filter given here stands, and its control is not shown. */
  filters?: FileFilters
  /** Makes it a picker of one file or of many. `true` is one. @default false */
  selectable?: Selectable
  /** All chosen files, in the order in which they were chosen; on each change. */
  onSelect?: (files: FileItem[]) => void
  /** Offers to use a file that is looked at, e.g. as an input; not while files are selected. */
  onUse?: (file: FileItem) => void
  /** What may be chosen, as `<input accept>` has it. */
  accept?: Accept
  /** What it begins as; users may switch. @default 'grid' */
  defaultView?: 'grid' | 'list'
}

export type FileLibraryProps = PropsOf<'section', FileLibraryParts, FileLibraryBehaviour, OwnProps>

const NO_RUNS: ReadonlyMap<string, FileRun> = new Map()

interface FoundFiles {
  /** What the platform found by name. */
  library: UseFilesResult
  /** With what was found by prompt or model. */
  files: readonly FileItem[]
  total: number
  /** The runs that files came from, by the address of a file. */
  runs: ReadonlyMap<string, FileRun>
  setRuns(runs: ReadonlyMap<string, FileRun>): void
}

/** The files that the filters leave. The platform searches names; prompts are searched here, in what was read without the search. */
function useFoundFiles({ filters, search }: LibraryFilters): FoundFiles {
  const library = useFiles(filters)
  const [runs, setRuns] = useState(NO_RUNS)
  const unsearched = useMemo(() => ({ ...filters, q: undefined }), [filters])
  const { files: all } = useFiles(search ? unsearched : filters)
  const byPrompt = useMemo(
    () => (search ? all.filter(({ url }) => isAbout(runs.get(addressOf(url)), search)) : []),
    [search, all, runs],
  )
  const files = useMemo(() => {
    const known = new Set(library.files.map(({ id }) => id))
    return [...library.files, ...byPrompt.filter(({ id }) => !known.has(id))]
  }, [library.files, byPrompt])
  return { library, files, total: library.total + files.length - library.files.length, runs, setRuns }
}

/** Whether the prompt or the model of a run has what was searched for. */
function isAbout(run: FileRun | undefined, search: string): boolean {
  return `${run?.prompt ?? ''} ${run?.endpoint ?? ''}`.toLowerCase().includes(search.toLowerCase())
}
