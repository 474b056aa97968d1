import { type StoreApi, createStore } from 'zustand/vanilla'
import type { Progress } from '../progress.js'
import { type Refusal, refusalError, refusals } from './refusals.js'
import type { UploadItem, UploadedFile } from './upload-item.js'
import { type UploadOptions, atLeastOne, checkUploadOptions } from './upload-options.js'
import { callApp } from '../call-app.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { lifecycleHeader } from '../transport/lifecycle-header.js'
import { createByteLedger, type ByteLedger, createByteRate } from './byte-ledger.js'
import { type FileFacts, fileFacts, mustBeFiles } from './file-facts.js'
import { progressOf, totalProgress } from './upload-progress.js'
import { runUpload } from './run-upload.js'
import { uploadError } from './upload-error.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

interface UploadQueueState {
  readonly uploads: UploadItem[]
  readonly progress: Progress
}

/** The uploads of one place in an app: a hook, a component, the input of one submit. */
export interface UploadQueue {
  readonly store: StoreApi<UploadQueueState>
  upload(files: readonly Blob[], overrides?: UploadOptions): Promise<UploadedFile[]>
  /** What `upload` would refuse of these files, and why. */
  check(files: readonly Blob[], overrides?: UploadOptions): Refusal[]
  pause(id?: string): void
  resume(id?: string): void
  cancel(id?: string): void
  retry(id?: string): void
  /** Takes one out of the list; cancels it if it is not finished. */
  remove(id: string): void
  clear(): void
  /** Resolves once nothing is being sent or waits to be. */
  idle(): Promise<void>
  /** Options for uploads that start from now on. */
  update(options: UploadOptions): void
}

/** Files sent at a time, unless the app says otherwise. */
const CONCURRENCY = 3

/** Bytes are shown at most this often, ms: more than ten times a second no eye can follow. */
const SHOW_EVERY_MS = 100

interface Job {
  item: UploadItem
  readonly facts: FileFacts
  readonly options: UploadOptions
  /** The newest callbacks: those of a component's last render, not of the one that started the upload. */
  callbacks(): Pick<UploadOptions, 'onUploaded' | 'onError'>
  readonly ledger: ByteLedger
  readonly kept: UploadRun['kept']
  readonly resolve: (file: UploadedFile) => void
  readonly reject: (error: ModelRunnerError) => void
  /** There while a try is under way. */
  abort?: AbortController
  /** Settles when the try before has let go of everything. */
  ended: Promise<void>
}

const IS_GOING: readonly UploadItem['state'][] = ['queued', 'uploading', 'retrying']

export function createUploadQueue(
  env: UploadEnv,
  initial: UploadOptions,
  onUploaded: (file: UploadedFile) => void,
  onListed?: (file: Blob, id: string, options: UploadOptions) => void,
): UploadQueue {
  const { client } = env
  const { clock } = client.config
  let options = initial
  let jobs: readonly Job[] = []
  const rate = createByteRate()
  const stale = new Set<Job>()
  let stopShowing: (() => void) | undefined
  const store = createStore<UploadQueueState>(() => stateNow())

  function stateNow(): UploadQueueState {
    const uploads = jobs.map((job) => job.item)
    return { uploads, progress: totalProgress(uploads, rate.at(clock.now())) }
  }
  function show(): void {
    stopShowing?.()
    stopShowing = undefined
    for (const job of stale) {
      if (job.abort) job.item = { ...job.item, progress: job.ledger.progress(clock.now()) }
    }
    stale.clear()
    if (!jobs.some((job) => job.abort)) rate.reset()
    store.setState(stateNow())
  }
  function patch(job: Job, change: Partial<UploadItem>): void {
    job.item = { ...job.item, ...change }
    if (jobs.includes(job)) show()
  }
  function moved(job: Job): void {
    stale.add(job)
    if (job.item.state === 'retrying') patch(job, { state: 'uploading' })
    else stopShowing ??= clock.after(SHOW_EVERY_MS, show)
  }

  function pump(): void {
    for (const job of jobs) {
      if (job.item.state !== 'queued' || job.abort) continue
      const running = jobs.filter((other) => other.abort).length
      if (running < atLeastOne(job.options.concurrency, CONCURRENCY)) start(job)
    }
  }

  function start(job: Job): void {
    const abort = (job.abort = new AbortController())
    const { file } = job.item
    const { facts, ledger, kept } = job
    const ended = job.ended
    // A try that was paused or cancelled has nothing to tell any more.
    const isCurrent = () => job.abort === abort
    const run: UploadRun = {
      file,
      facts,
      ledger,
      kept,
      options: job.options,
      signal: abort.signal,
      onMoved: () => moved(job),
      onWaiting: () => patch(job, { state: 'retrying', progress: ledger.progress(clock.now()) }),
      onNotice: (notice) => isCurrent() && patch(job, { notice }),
      answers: 0,
      taken: 0,
      flying: 0,
    }
    patch(job, { state: 'uploading', error: undefined, notice: undefined })
    job.ended = (async () => {
      await ended
      try {
        const url = await runUpload(env, run)
        if (isCurrent()) succeed(job, url)
      } catch (cause) {
        if (isCurrent()) fail(job, uploadError(cause, facts.name))
      }
    })()
  }

  function succeed(job: Job, url: string): void {
    const { facts } = job
    const file = { url, ...facts }
    delete job.abort
    patch(job, {
      state: 'done',
      url,
      progress: progressOf({ loaded: facts.size, total: facts.size, isDone: true }),
    })
    env.remembered.keep(job.item.file, job.options.lifecycle, url)
    onUploaded(file)
    callApp(() => job.callbacks().onUploaded?.(file, job.item))
    job.resolve(file)
    pump()
  }
  function fail(job: Job, error: ModelRunnerError): void {
    delete job.abort
    patch(job, { state: 'failed', error, progress: still(job.item.progress) })
    tell(error, job.callbacks())
    job.reject(error)
    pump()
  }
  function stop(job: Job, state: 'paused' | 'cancelled'): void {
    job.abort?.abort(new Error(state))
    delete job.abort
    job.item = { ...job.item, state, notice: undefined, progress: still(job.item.progress) }
    if (state === 'paused') return
    if (job.kept.record) void env.records.remove(job.kept.record)
    job.reject(
      new ModelRunnerError({ kind: 'aborted', message: `${job.facts.name}: the upload was cancelled.` }),
    )
  }
  function tell(error: ModelRunnerError, { onError }: Pick<UploadOptions, 'onError'>): void {
    client.report(error)
    callApp(() => onError?.(error))
  }

  /** Does `work` to the one named, or to all it applies to. */
  function each(
    id: string | undefined,
    states: readonly UploadItem['state'][],
    work: (job: Job) => void,
  ): void {
    for (const job of jobs) {
      if ((id === undefined || job.item.id === id) && states.includes(job.item.state)) work(job)
    }
    show()
    pump()
  }
  function check(files: readonly Blob[], used: UploadOptions): Refusal[] {
    const listed = jobs.filter(({ item }) => item.state !== 'failed' && item.state !== 'cancelled')
    return refusals(
      files,
      used,
      listed.map(({ item }) => item.file),
    )
  }
  function add(file: Blob, used: UploadOptions, callbacks: Job['callbacks']): Promise<UploadedFile> {
    return new Promise((resolve, reject) => {
      const facts = fileFacts(file)
      const ledger = createByteLedger(file.size, rate.add)
      const id = env.nextId()
      const progress = ledger.progress(clock.now())
      const item: UploadItem = { id, file, ...facts, state: 'queued', progress }
      const ended = Promise.resolve()
      onListed?.(file, id, used)
      jobs = [...jobs, { item, facts, options: used, callbacks, ledger, kept: {}, resolve, reject, ended }]
    })
  }
  function queue(job: Job): void {
    job.item = { ...job.item, state: 'queued', error: undefined }
  }
  function drop(isDropped: (job: Job) => boolean): void {
    for (const job of jobs.filter(isDropped)) if (isUnfinished(job)) stop(job, 'cancelled')
    jobs = jobs.filter((job) => !isDropped(job))
    show()
    pump()
  }

  return {
    store,
    async upload(files, overrides) {
      const used = { ...options, ...overrides }
      if (process.env.NODE_ENV !== 'production') checkUploadOptions(used)
      mustBeFiles(files)
      lifecycleHeader(used.lifecycle)
      const refused = check(files, used)
      if (refused.length) {
        const error = refusalError(refused)
        tell(error, used)
        throw error
      }
      env.slots.atLeast(Math.max(atLeastOne(used.partConcurrency, 1), atLeastOne(used.concurrency, 1)))
      const results = files.map((file) => add(file, used, () => ({ ...options, ...overrides })))
      show()
      pump()
      return Promise.all(results)
    },
    check: (files, overrides) => check(files, { ...options, ...overrides }),
    pause: (id) => each(id, IS_GOING, (job) => stop(job, 'paused')),
    resume: (id) => each(id, ['paused'], queue),
    cancel: (id) => each(id, [...IS_GOING, 'paused'], (job) => stop(job, 'cancelled')),
    retry: (id) =>
      each(id, id === undefined ? ['failed'] : ['failed', 'cancelled'], (job) => {
        job.ledger.restart()
        queue(job)
        job.item = { ...job.item, progress: job.ledger.progress(clock.now()) }
      }),
    remove: (id) => drop((job) => job.item.id === id),
    clear: () => drop(() => true),
    idle: () =>
      new Promise((resolve) => {
        const look = () => {
          if (jobs.some((job) => IS_GOING.includes(job.item.state))) return
          unsubscribe()
          resolve()
        }
        const unsubscribe = store.subscribe(look)
        look()
      }),
    update(next) {
      options = next
    },
  }
}

function isUnfinished({ item }: Job): boolean {
  return IS_GOING.includes(item.state) || item.state === 'paused'
}

function still(progress: Progress): Progress {
  return { ...progress, bytesPerSecond: 0, secondsRemaining: undefined }
}
