import type { QueryClient } from '@tanstack/react-query'
import { type FileFacets, type FileItem, type Tag, tagShape } from '../../protocol/file-item.js'
import { isModelRunnerError, ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { createFileChanges } from './create-file-changes.js'
import { modelRunnerKeys } from './keys.js'
import { type FileFilters, matchesFileFilters } from './files-query.js'
import { type PagedList, withChangedItem, withItemAt, withoutItem } from './paged-list.js'

/** What can be done to a file. Shown at once; rejects with a ModelRunnerError, and then it is taken back. */
export interface FileActions {
  /** Takes a file out of the library. Its URL keeps resolving. */
  remove(id: string): Promise<void>
  setFavorite(id: string, isFavorited: boolean): Promise<void>
  /** The tag is made if there is none of that name. */
  addTag(id: string, name: string): Promise<void>
  removeTag(id: string, tagId: string): Promise<void>
}

export function changeFiles(client: Client, queryClient: QueryClient): FileActions {
  const { scope } = client.config
  const changes = client.use(createFileChanges)
  const path = (id: string) => `/files/${encodeURIComponent(id)}`
  const patch = (...args: [id: string, change: Change | undefined, inverse?: Change]) =>
    patchFileLists(queryClient, scope, ...args)

  /** Every call is idempotent, so a lost answer may be asked for again. */
  const send = <T>(
    id: string,
    method: 'POST' | 'DELETE',
    below: string,
    body?: object,
    shape?: typeof tagShape,
  ) =>
    changes.inOrder(id, () =>
      client.transport.call<T>({ host: 'rest', path: path(id) + below, method, body, shape, retry: true }),
    )

  function known(id: string): FileItem | undefined {
    for (const [, list] of fileLists(queryClient, scope)) {
      const file = list.items.find((item) => item.id === id)
      if (file) return file
    }
    return queryClient.getQueryData<FileItem>(modelRunnerKeys.file(scope, id))
  }

  /** Counts, and lists that a file may have come into, are the platform's to tell. */
  function settle(concerns: (filters: ReturnType<typeof filtersOf>) => boolean, alsoTags = false) {
    void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.fileFacets(scope) })
    void queryClient.invalidateQueries({
      queryKey: modelRunnerKeys.files(scope),
      predicate: ({ queryKey }) => concerns(filtersOf(queryKey)),
    })
    if (alsoTags) void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.tags(scope) })
  }

  function count(change: Partial<Record<keyof FileFacets, number>>): () => void {
    const add = (sign: 1 | -1) =>
      queryClient.setQueriesData<FileFacets>({ queryKey: modelRunnerKeys.fileFacets(scope) }, (facets) => {
        if (!facets) return facets
        const next = { ...facets }
        for (const key of FACETS) next[key] = Math.max(0, facets[key] + sign * (change[key] ?? 0))
        return next
      })
    add(1)
    return () => add(-1)
  }

  return {
    async remove(id) {
      const file = known(id)
      const undo = [patch(id, undefined), count(countsOf(file))]
      changes.removed.add(id)
      try {
        await send(id, 'DELETE', '')
      } catch (error) {
        // Gone already: deleted elsewhere, or by a call whose answer was lost. That is what was asked for.
        const isGone = file && isModelRunnerError(error) && error.kind === 'not-found'
        if (!isGone) {
          changes.removed.delete(id)
          undo.forEach((step) => step())
          throw error
        }
      }
      settle(() => false)
    },

    async setFavorite(id, isFavorited) {
      const before = known(id)?.isFavorited ?? !isFavorited
      const undo = [
        patch(
          id,
          (file) => (file.isFavorited === isFavorited ? file : { ...file, isFavorited }),
          // Only what is still as it was set here is set back.
          (file) => (file.isFavorited === isFavorited ? { ...file, isFavorited: before } : file),
        ),
        count({ favorites: before === isFavorited ? 0 : isFavorited ? 1 : -1 }),
      ]
      try {
        await send(id, isFavorited ? 'POST' : 'DELETE', '/favorite')
      } catch (error) {
        undo.forEach((step) => step())
        throw error
      }
      settle((filters) => Boolean(filters.favoritesOnly))
    },

    async addTag(id, name) {
      const trimmed = name.trim()
      if (!trimmed) throw new ModelRunnerError({ kind: 'validation', message: 'A tag needs a name.' })
      const pending: Tag = { id: `${PENDING}${trimmed}`, name: trimmed }
      const isThere = known(id)?.tags.some((tag) => tag.name === trimmed)
      const undo = isThere ? () => {} : patch(id, withTag(pending), withoutTag(pending.id))
      try {
        const tag = await send<Tag>(id, 'POST', '/tags', { name: trimmed }, tagShape)
        changes.tagIds.set(pending.id, tag.id)
        patch(id, (file) => withTag(tag)(withoutTag(pending.id)(file)))
      } catch (error) {
        undo()
        throw error
      }
      settle((filters) => Boolean(filters.tagIds?.length), true)
    },

    async removeTag(id, tagId) {
      const tag = known(id)?.tags.find((each) => each.id === tagId)
      const undo = patch(id, withoutTag(tagId), tag ? withTag(tag) : undefined)
      try {
        // One that was only shown so far is on its way to the platform: wait for the id it gets there.
        if (tagId.startsWith(PENDING)) await changes.inOrder(id, () => Promise.resolve())
        const made = changes.tagIds.get(tagId) ?? tagId
        if (made !== tagId) patch(id, withoutTag(made))
        // It could not be made.
        if (made.startsWith(PENDING)) return
        await send(id, 'DELETE', `/tags/${encodeURIComponent(made)}`)
      } catch (error) {
        undo()
        throw error
      }
      settle((filters) => Boolean(filters.tagIds?.length), true)
    },
  }
}

type Change = (file: FileItem) => FileItem

/** Stands for the id of a tag that the platform has not made yet. */
const PENDING = 'pending:'

const FACETS = ['all', 'favorites', 'uploads', 'outputs', 'inputs'] as const

function countsOf(file: FileItem | undefined): Partial<FileFacets> {
  if (!file) return {}
  return {
    all: -1,
    favorites: file.isFavorited ? -1 : 0,
    uploads: file.source === 'upload' ? -1 : 0,
    outputs: file.source === 'request_output' ? -1 : 0,
  }
}

function withTag(tag: Tag): Change {
  return (file) => (file.tags.some(({ id }) => id === tag.id) ? file : { ...file, tags: [...file.tags, tag] })
}

function withoutTag(tagId: string): Change {
  return (file) =>
    file.tags.some(({ id }) => id === tagId)
      ? { ...file, tags: file.tags.filter(({ id }) => id !== tagId) }
      : file
}

/**
 * Shows a change of one file at once, in every list that was read and in its details. A file that no longer fits a
 * list's filters leaves it. Returns how to take the change back; what happened to other files meanwhile stays.
 *
 * @param change undefined takes the file out
 */
function patchFileLists(
  queryClient: QueryClient,
  scope: string,
  id: string,
  change: Change | undefined,
  inverse: Change = (file) => file,
): () => void {
  const detailKey = modelRunnerKeys.file(scope, id)
  const undo: (() => void)[] = []

  for (const [queryKey, list] of fileLists(queryClient, scope)) {
    const index = list.items.findIndex((file) => file.id === id)
    const file = list.items[index]
    if (!file) continue
    const changed = change?.(file)
    const update = (next: (now: PagedList<FileItem>) => PagedList<FileItem>) =>
      queryClient.setQueryData<PagedList<FileItem>>(queryKey, (now) => now && next(now))
    if (changed && matchesFileFilters(changed, filtersOf(queryKey))) {
      update((now) => withChangedItem(now, id, () => changed))
      undo.push(() => update((now) => withChangedItem(now, id, inverse)))
    } else {
      update((now) => withoutItem(now, id))
      undo.push(() => update((now) => withItemAt(now, inverse(file), index)))
    }
  }

  const apply = (next: Change) => queryClient.setQueryData<FileItem>(detailKey, (file) => file && next(file))
  if (change) {
    apply(change)
    undo.push(() => apply(inverse))
  }
  return () => undo.forEach((step) => step())
}

/** Every list of files that was read, with its key. */
function fileLists(queryClient: QueryClient, scope: string): [readonly unknown[], PagedList<FileItem>][] {
  return queryClient
    .getQueriesData<PagedList<FileItem>>({ queryKey: modelRunnerKeys.files(scope) })
    .flatMap(([queryKey, list]) => (list && 'items' in Object(list) ? [[queryKey, list]] : []))
}

/** The filters stand last in the key of a list. */
function filtersOf(queryKey: readonly unknown[]): FileFilters {
  return Object(queryKey.at(-1)) as FileFilters
}
