import { createStore } from 'zustand/vanilla'
import { callApp } from '../call-app.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { lifecycleHeader } from '../transport/lifecycle.js'
import type { ByteLedger, ByteRate } from './byte-ledger.js'
import { mustBeFiles } from './file-facts.js'
import { type Refusal, refusals } from './refusals.js'
import type { FileUrls } from './file-urls.js'
import type { UploadedFile, UploadItem, UploadState } from './upload-item.js'
import {
  createJob,
  doneItem,
  IS_GOING,
  isUnfinished,
  type Job,
  restarted,
  stoppedItem,
} from './upload-job.js'
import type { UploadQueue, UploadQueueState } from './upload-list.js'
import { atLeastOne, checkUploadOptions, type UploadOptions } from './upload-options.js'
import { totalProgress } from './upload-progress.js'
import type { UploadRun } from './upload-run.js'
import type { UploadRunner } from './upload-runner.js'

/** Files sent at a time, unless the app says otherwise. */
const CONCURRENCY = 3

/** Changes are shown at most this often, ms: more than ten times a second no eye can follow. */
const SHOW_EVERY_MS = 100

/** Up to so many files each change is shown at once; in longer lists, changes of one moment are shown together. */
const SHORT_LIST = 20

/** What all lists of one client share. */
export interface QueueEnv {
  readonly client: Client
  /** Where each file is or went. */
  readonly urls: FileUrls
  nextId(): string
  /** What moves the bytes; loaded when first asked for. */
  runner(): Promise<UploadRunner>
}

export function createUploadQueue(
  env: QueueEnv,
  initial: UploadOptions,
  onUploaded: (file: UploadedFile) => void,
  onListed?: (file: Blob, id: string, options: UploadOptions) => void,
  slot?: string,
): UploadQueue {
  const { client } = env
  const { clock } = client.config
  let options = initial
  /** In the order in which files came. */
  const jobs = new Map<string, Job>()
  /** Those that wait for their turn, first come, first served. */
  const waiting = new Set<Job>()
  const running = new Set<Job>()
  const moving = new Set<Job>()
  let rate: ByteRate | undefined
  let shownAt = -Infinity
  let stopShowing: (() => void) | undefined
  const store = createStore<UploadQueueState>(() => stateNow())

  function stateNow(): UploadQueueState {
    const uploads = Array.from(jobs.values(), (job) => job.item)
    return { uploads, progress: totalProgress(uploads, rate?.at(clock.now()) ?? 0) }
  }
  function show(): void {
    stopShowing?.()
    stopShowing = undefined
    shownAt = clock.now()
    for (const job of moving) {
      if (job.abort && job.ledger) job.item = { ...job.item, progress: job.ledger.progress(clock.now()) }
    }
    moving.clear()
    if (!running.size) rate?.reset()
    store.setState(stateNow())
    client.config.emit?.({ type: 'uploads', uploads: store.getState().uploads })
  }
  /** The cost of a change must not grow with the list: many files finish in the same moment. */
  function showSoon(): void {
    const wait = shownAt + SHOW_EVERY_MS - clock.now()
    const isDue = jobs.size <= SHORT_LIST || wait <= 0 || (!running.size && !waiting.size)
    if (isDue) show()
    else stopShowing ??= clock.after(wait, show)
  }
  function patch(job: Job, change: Partial<UploadItem>): void {
    job.item = { ...job.item, ...change }
    if (jobs.has(job.item.id)) showSoon()
  }
  function moved(job: Job): void {
    moving.add(job)
    if (job.item.state === 'retrying') patch(job, { state: 'uploading' })
    else stopShowing ??= clock.after(SHOW_EVERY_MS, show)
  }

  function pump(): void {
    for (const job of waiting) {
      if (running.size < atLeastOne(job.options.concurrency, CONCURRENCY)) start(job)
      else return
    }
  }
  function start(job: Job): void {
    const abort = (job.abort = new AbortController())
    waiting.delete(job)
    running.add(job)
    const { facts, kept, ended } = job
    // A try that was paused or cancelled changes nothing any more.
    const isCurrent = () => job.abort === abort
    function runOf(ledger: ByteLedger): UploadRun {
      return {
        file: job.item.file,
        facts,
        ledger,
        slot,
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
    }
    patch(job, { state: 'uploading', error: undefined, notice: undefined })
    job.ended = (async () => {
      await ended
      let runner: UploadRunner | undefined
      try {
        runner = await env.runner()
        if (!isCurrent()) return
        rate ??= runner.rate()
        job.ledger ??= runner.ledger(facts.size, rate.add)
        const url = await runner.run(runOf(job.ledger))
        if (isCurrent()) succeed(job, url)
      } catch (cause) {
        // What failed before there is a runner is the one error already.
        if (isCurrent()) fail(job, runner?.errorOf(cause, facts.name) ?? (cause as ModelRunnerError))
      }
    })()
  }
  function release(job: Job): void {
    delete job.abort
    running.delete(job)
    waiting.delete(job)
  }

  function succeed(job: Job, url: string): void {
    const file = { url, ...job.facts }
    release(job)
    patch(job, doneItem(job, url))
    env.urls.keep(job.item.file, job.options.lifecycle, url)
    onUploaded(file)
    callApp(() => job.callbacks().onUploaded?.(file, job.item))
    job.resolve(file)
    pump()
  }
  function fail(job: Job, error: ModelRunnerError): void {
    release(job)
    patch(job, { ...stoppedItem(job, 'failed'), notice: job.item.notice, error })
    report(error, job.callbacks())
    job.reject(error)
    pump()
  }
  function stop(job: Job, state: 'paused' | 'cancelled'): void {
    job.abort?.abort(new Error(state))
    release(job)
    job.item = stoppedItem(job, state)
    if (state === 'paused') return
    const { record } = job.kept
    if (record) void env.runner().then((runner) => runner.forget(record))
    job.reject(
      new ModelRunnerError({ kind: 'aborted', message: `${job.facts.name}: the upload was cancelled.` }),
    )
  }
  function report(error: ModelRunnerError, { onError }: Pick<UploadOptions, 'onError'>): void {
    client.report(error)
    callApp(() => onError?.(error))
  }
  function queue(job: Job): void {
    job.item = { ...job.item, state: 'queued', error: undefined }
    waiting.add(job)
  }

  /** Does `work` to the one named, or to all it applies to. */
  function each(id: string | undefined, states: readonly UploadState[], work: (job: Job) => void): void {
    const named = id === undefined ? [...jobs.values()] : [jobs.get(id)]
    for (const job of named) if (job && states.includes(job.item.state)) work(job)
    show()
    pump()
  }
  function check(files: readonly Blob[], used: UploadOptions): Refusal[] {
    const listed = [...jobs.values()].filter(
      ({ item }) => item.state !== 'failed' && item.state !== 'cancelled',
    )
    return refusals(
      files,
      used,
      listed.map(({ item }) => item.file),
    )
  }
  function add(file: Blob, used: UploadOptions, callbacks: Job['callbacks']): Promise<UploadedFile> {
    return new Promise((resolve, reject) => {
      const id = env.nextId()
      const given = { options: used, callbacks, resolve, reject }
      const job = createJob(id, file, given)
      jobs.set(id, job)
      waiting.add(job)
      onListed?.(file, id, used)
    })
  }
  function drop(dropped: readonly Job[]): void {
    for (const job of dropped) {
      if (isUnfinished(job)) stop(job, 'cancelled')
      jobs.delete(job.item.id)
    }
    show()
    pump()
  }

  return {
    store,
    item: (id) => jobs.get(id)?.item,
    async upload(files, overrides) {
      const used = { ...options, ...overrides }
      if (process.env.NODE_ENV !== 'production') checkUploadOptions(used)
      mustBeFiles(files)
      lifecycleHeader(used.lifecycle)
      const refused = check(files, used)
      if (refused.length) {
        const { refusalError } = await import('./refusal-error.js')
        const error = refusalError(refused)
        report(error, used)
        throw error
      }
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
        job.ledger?.restart()
        queue(job)
        job.item = { ...job.item, progress: restarted(job.item) }
      }),
    remove(id) {
      const job = jobs.get(id)
      if (job) drop([job])
    },
    clear: () => drop([...jobs.values()]),
    idle: () =>
      new Promise((resolve) => {
        const settle = () => {
          if (running.size || waiting.size) return
          unsubscribe()
          resolve()
        }
        const unsubscribe = store.subscribe(settle)
        settle()
      }),
    update(next) {
      options = next
    },
  }
}
