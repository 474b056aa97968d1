export { ModelRunnerDevtools, type ModelRunnerDevtoolsProps } from './ModelRunnerDevtools.js'
