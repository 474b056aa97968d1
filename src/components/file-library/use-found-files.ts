import { useMemo, useState } from 'react'
import { useFiles, type UseFilesResult } from '../../hooks/useFiles.js'
import type { FileItem } from '../../protocol/file-item.js'
import { addressOf, type FileRun } from './file-facts.js'
import type { LibraryFilters } from './use-library-filters.js'

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
export function useFoundFiles({ filters, search }: LibraryFilters): FoundFiles {
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
