import type { RequestPhase } from '../../client/runs/run.js'
import { createParts } from '../internal/create-parts.js'

/** Parts of `<RequestRunner>` and their states. */
export interface RequestRunnerParts {
  /** The phase of `useRequest`. */
  root: RequestPhase
  /** Holds the form, or what stands there till it is loaded. */
  form: 'loading' | 'ready'
  loading: never
  /** Run button, cost, shortcut. */
  actions: never
  submit: 'idle' | 'busy'
  cost: never
  /** The output's place; it keeps its size during a run. */
  stage: RequestPhase
  /** Status, progress or notice, above the output. */
  status: never
  /** Upload and submit in words, before there is a request to follow. */
  sending: never
  /** Why sending takes long, and that nothing is lost. */
  note: never
  progress: never
  cancel: never
  placeholder: never
  /** The output; `previous`: the last one, dimmed while the next run goes on. */
  output: 'current' | 'previous'
  /** What of the input changed since the run that is shown. */
  changes: never
  /** The runs of this session, to go back and compare. */
  session: never
  sessionRun: 'shown' | 'other'
}

export const { Root, Part } = createParts<RequestRunnerParts>('request-runner')
