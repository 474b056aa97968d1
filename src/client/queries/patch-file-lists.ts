import type { QueryClient } from '@tanstack/react-query'
import type { FileItem } from '../../protocol/file-item.js'
import { matchesFileFilters, type FileFilters } from './file-filters.js'
import { modelRunnerKeys } from './keys.js'
import { withChangedItem, withItemAt, withoutItem, type PagedList } from './paged-list.js'

type Change = (file: FileItem) => FileItem

/**
 * Shows a change of one file at once, in every list that was read and in its details. A file that no longer fits a
 * list's filters leaves it. Returns how to take the change back; what happened to other files meanwhile stays.
 *
 * @param change undefined takes the file out
 */
export function patchFileLists(
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
export function fileLists(
  queryClient: QueryClient,
  scope: string,
): [readonly unknown[], PagedList<FileItem>][] {
  return queryClient
    .getQueriesData<PagedList<FileItem>>({ queryKey: modelRunnerKeys.files(scope) })
    .flatMap(([queryKey, list]) => (list && 'items' in Object(list) ? [[queryKey, list]] : []))
}

/** The filters stand last in the key of a list. */
export function filtersOf(queryKey: readonly unknown[]): FileFilters {
  return Object(queryKey.at(-1)) as FileFilters
}
