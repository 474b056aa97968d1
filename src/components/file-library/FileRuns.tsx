import { useEffect, useMemo } from 'react'
import { promptOf } from '../internal/input-facts.js'
import { useRequests } from '../../hooks/useRequests.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { addressOf, type FileRun } from './file-facts.js'

/** Runs that are read to find what files were made of; the platform's largest page. */
const RUNS = 100

interface FileRunsProps {
  /** Stable. By the address of a file. */
  onRuns(runs: ReadonlyMap<string, FileRun>): void
}

/** Reads the latest runs, so that files stand under their prompt and model. A chunk of its own: the files do not wait for it. */
export default function FileRuns({ onRuns }: FileRunsProps) {
  const { requests } = useRequests({ limit: RUNS })
  const runs = useMemo(() => runsByAddress(requests), [requests])
  useEffect(() => onRuns(runs), [runs, onRuns])
  return null
}

function runsByAddress(requests: readonly RequestItem[]): Map<string, FileRun> {
  const runs = new Map<string, FileRun>()
  // The newest run comes first: it is the one that a file is shown under.
  for (const { id, modelEndpoint, input, output, thumbnails } of requests) {
    const run = { requestId: id, endpoint: modelEndpoint, prompt: promptOf(input) }
    for (const url of [...urlsIn(output), ...urlsIn(thumbnails)]) {
      if (!runs.has(addressOf(url))) runs.set(addressOf(url), run)
    }
  }
  return runs
}

function urlsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^https?:\/\//.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(urlsIn)
}
