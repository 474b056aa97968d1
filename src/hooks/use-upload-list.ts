import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useInsertionEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Client } from '../client/client.js'
import type { Progress } from '../client/upload-updates.js'
import { refreshFiles } from '../client/queries/refresh-files.js'
import { createFileUrls } from '../client/uploads/file-urls.js'
import type { Refusal } from '../client/uploads/refusals.js'
import { createUploadEngine } from '../client/uploads/upload-engine.js'
import { isOpen, type UploadedFile, type UploadItem } from '../client/uploads/upload-item.js'
import type { InterruptedUpload, UploadQueue } from '../client/uploads/upload-list.js'
import type { UploadOptions } from '../client/uploads/upload-options.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useStableCallback } from './use-stable-callback.js'

export interface UseUploadResult {
  /**
   * Uploads one file or several; resolves with their URLs in the same order. Rejects with a `ModelRunnerError`:
   * `upload-rejected` before a byte is sent when one of them is refused (then none is sent), `aborted` when one is
   * cancelled or removed, else why the first one failed. The others go on.
   */
  upload(files: Blob | ArrayLike<Blob>, overrides?: UploadOptions): Promise<UploadedFile[]>
  /** What `upload` would refuse of these files, and why; nothing is sent and nothing listed. */
  check(files: ArrayLike<Blob>, overrides?: UploadOptions): Refusal[]
  /** The list, in the order in which files came. */
  uploads: UploadItem[]
  /** Of all that is listed and not cancelled, by bytes. */
  progress: Progress
  /** Something is being sent, or waits to be. */
  isUploading: boolean
  /** Without an id: all. */
  pause(id?: string): void
  resume(id?: string): void
  cancel(id?: string): void
  /** Failed ones; by id also a cancelled one. Parts that are up are not sent again. */
  retry(id?: string): void
  /** Takes one out of the list; cancels it if it is not finished. */
  remove(id: string): void
  /** Empties the list; cancels what is not finished. */
  clear(): void
}

/** What a component leaves behind when it goes while files are on their way, for the one that stands there next. */
export interface LeftBehind<State> {
  /** Where in the app the component stands: the one that comes back to it shows the same list. */
  slot: string
  /** What is needed to show the list again. */
  state(): State
  /** Whether a list that was left there is this component's: another record's may have stood in the same place. */
  isOwn(state: State): boolean
  /** Called with the uploads whenever they change while no component shows them. */
  onAway(uploads: readonly UploadItem[]): void
}

export interface UploadList<State = unknown> {
  upload: UseUploadResult
  /**
   * Sees to it that each file is up or on its way in this list. What a component that is gone had started is not sent
   * again: its list becomes this one. Returns the URLs of those that are up. What goes wrong stands in the list.
   */
  begin(files: readonly Blob[], overrides: UploadOptions): Map<unknown, string>
  /** The list as it is now, also between two renders. */
  current(): readonly UploadItem[]
  /** What the component that stood here before had left. */
  left?: State
  /** Files whose uploads a reload cut short: chosen again, they go on where they stopped. */
  interrupted: readonly InterruptedUpload[]
  /** Takes one of them out of the list, and what is there of it out of memory. */
  forget(file: InterruptedUpload): void
}

interface Held {
  client: Client
  queue: UploadQueue
  left?: unknown
}

/** A list of uploads that a component shows. What was started in it goes on when the component is gone. */
export function useUploadList<State = unknown>(
  options: UploadOptions,
  leave?: LeftBehind<State>,
): UploadList<State> {
  const { client, queryClient } = useModelRunnerContext()
  const [slot] = useState(leave?.slot)
  const [held, setHeld] = useState(() => heldBy(client, queryClient, options, leave))
  // Another proxy or user: their uploads are not ours.
  if (held.client !== client) setHeld(heldBy(client, queryClient, options, undefined))
  const { queue } = held
  const { uploads, progress } = useStore(queue.store)
  useInsertionEffect(() => queue.update(options))

  const onAway = useStableCallback((items: readonly UploadItem[]) => leave?.onAway(items))
  const stateNow = useStableCallback(() => leave?.state())
  useEffect(() => {
    const urls = client.use(createFileUrls)
    const hide = urls.show(queue)
    client.use(createUploadEngine).prepare()
    urls.resume(queue)
    return () => {
      hide()
      if (slot === undefined || !queue.store.getState().uploads.some(isOpen)) return
      const stop = queue.store.subscribe(({ uploads: items }) => onAway(items))
      urls.leave(slot, { queue, state: stateNow(), stop })
    }
  }, [client, queue, slot, onAway, stateNow])

  const begin = useStableCallback((files: readonly Blob[], overrides: UploadOptions) => {
    const known = client.use(createFileUrls)
    const urls = new Map<unknown, string>()
    const missing: Blob[] = []
    let target = queue
    for (const file of files) {
      const found = known.find(file, options.lifecycle)
      // Only an empty list gives way to another.
      const mayTake = target === queue && queue.store.getState().uploads.length === 0
      if (found?.state === 'up') urls.set(file, found.url)
      else if (found && (found.queue === target || (!found.isShown && mayTake))) target = found.queue
      else missing.push(file)
    }
    if (target !== queue) setHeld({ client, queue: target })
    for (const file of missing) target.upload([file], overrides).catch(() => {})
    return urls
  })

  const [cutShort, setCutShort] = useState<readonly InterruptedUpload[]>([])
  useEffect(() => {
    if (slot === undefined) return
    let isGone = false
    void client
      .use(createUploadEngine)
      .interrupted(slot)
      .then(
        (found) => !isGone && setCutShort(found),
        () => {},
      )
    return () => {
      isGone = true
    }
  }, [client, slot])
  const interrupted = useMemo(
    () =>
      cutShort.filter(({ name, size }) => !uploads.some((item) => item.name === name && item.size === size)),
    [cutShort, uploads],
  )
  const forget = useStableCallback((file: InterruptedUpload) => {
    setCutShort(cutShort.filter(({ key }) => key !== file.key))
    void client.use(createUploadEngine).forget(file.key)
  })

  const check = useMemo<UseUploadResult['check']>(
    () => (files, overrides) => queue.check(Array.from(files), overrides),
    [queue],
  )
  const current = useMemo(() => () => queue.store.getState().uploads, [queue])
  const { pause, resume, cancel, retry, remove, clear } = queue
  const upload = useMemo<UseUploadResult['upload']>(
    () => (files, overrides) => queue.upload(listOf(files), overrides),
    [queue],
  )
  const isUploading = uploads.some(isGoing)
  return {
    upload: { upload, check, uploads, progress, isUploading, pause, resume, cancel, retry, remove, clear },
    begin,
    current,
    // What was left in this slot is what its component had left.
    left: held.left as State | undefined,
    interrupted,
    forget,
  }
}

function heldBy<State>(
  client: Client,
  queryClient: QueryClient,
  options: UploadOptions,
  leave: LeftBehind<State> | undefined,
): Held {
  const slot = leave?.slot
  const left =
    slot === undefined
      ? undefined
      : client
          .use(createFileUrls)
          .leftIn(slot)
          .find(({ state }) => leave?.isOwn(state as State))
  if (left) return { client, queue: left.queue, left: left.state }
  // Lists of files are out of date after each upload, also when whoever started it is gone.
  const onUploaded = refreshFiles(client, queryClient)
  return { client, queue: client.use(createUploadEngine).list(options, onUploaded, slot) }
}

function isGoing({ state }: UploadItem): boolean {
  return state === 'queued' || state === 'uploading' || state === 'retrying'
}

/** What is neither a file nor a list goes on as it is: the queue reports what is wrong with it. */
function listOf(files: Blob | ArrayLike<Blob>): Blob[] {
  return isList(files) ? Array.from(files) : [files]
}

function isList(files: Blob | ArrayLike<Blob> | null | undefined): files is ArrayLike<Blob> {
  return typeof files === 'object' && files !== null && 'length' in files
}
