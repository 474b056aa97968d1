import type { RequestPhase } from '../../client/runs/run.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of `<RequestRunner>` and their states. */
export interface RequestRunnerParts {
  /** The phase of `useRequest`. */
  root: RequestPhase
  /** Contains the form, or its loading state. */
  form: 'loading' | 'ready'
  loading: never
  /** Run button, cost, shortcut. */
  actions: never
  submit: 'idle' | 'busy'
  cost: never
  /** Contains the output; its size is fixed during a run. */
  stage: RequestPhase
  /** Status, progress or notice, above the output. */
  status: never
  /** The upload and submit status, before there is a request. */
  sending: never
  /** Explains a slow submit. */
  note: never
  /** Of the uploads, and of a run whose log counts steps. */
  progress: never
  cancel: never
  placeholder: never
  /** Examples of the prompt, in the placeholder. */
  prompts: never
  prompt: never
  /** The last lines of the model's log during a run. */
  log: never
  /** Where the code of the stage could not be fetched: fetches it again. */
  retry: never
  /** The output; `previous`: the last one, dimmed during the next run. */
  output: 'current' | 'previous'
  /** What changed in the input since the shown run. */
  changes: never
  /** The runs of this session, to compare. */
  session: never
  sessionRun: 'shown' | 'other'
}

export const { Root, Part } = createParts<RequestRunnerParts>('request-runner')

/** A run is on its way. */
export function isBusy(phase: RequestPhase): boolean {
  return phase === 'uploading' || phase === 'submitting' || phase === 'queued' || phase === 'running'
}
