import { FileName } from '../internal/FileName.js'
import { lazyComponent } from '../internal/lazy-component.js'
import type { FileRowsProps } from './FileRows.js'
import { Part } from './parts.js'
import type { RefusalsProps } from './Refusals.js'
import type { TotalBarProps } from './TotalBar.js'

const { Component: FileRows, preload: preloadRows } = lazyComponent(() => import('./FileRows.js'))
const { Component: Refusals, preload: preloadRefusals } = lazyComponent<RefusalsProps>(
  () => import('./Refusals.js'),
)
const { Component: TotalBar, preload: preloadTotal } = lazyComponent<TotalBarProps>(
  () => import('./TotalBar.js'),
)

/** What a list shows once there are files, fetched after the first paint. */
export { Refusals, TotalBar }

/** Fetches what a list needs for its first file. */
export function preloadList(): void {
  void preloadListNow()
}

/** As `preloadList`, for whoever waits for it. */
export function preloadListNow(): Promise<unknown> {
  return Promise.all([preloadRows(), preloadRefusals(), preloadTotal()])
}

/** The rows of a list of files; the list itself is its component's own part. Until they are fetched, the names alone. */
export function EntryRows(props: FileRowsProps) {
  const names = props.entries.slice(0, MOST_NAMES).map(({ key, name, url }) => (
    <Part part="item" as="li" key={key} state={url === undefined ? 'queued' : 'done'}>
      <Part part="preview" look="thumb" aria-hidden="true" />
      <Part part="name" as="span" look="label" dir="auto">
        <FileName name={name} />
      </Part>
    </Part>
  ))
  return <FileRows {...props} fallback={names} />
}

/** Names that are shown while the rows are fetched. */
const MOST_NAMES = 20
