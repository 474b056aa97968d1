export { ModelRunnerDevtools } from './devtools.js'
export type { ModelRunnerDevtoolsProps } from './ModelRunnerDevtools.js'
