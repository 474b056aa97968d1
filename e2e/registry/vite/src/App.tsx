import { ModelRunnerProvider } from 'modelrunner-react'
import { hosts } from './hosts'
import './index.css'
import { Items } from './Items'

export function App() {
  return (
    <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy" hosts={hosts}>
      <Items />
    </ModelRunnerProvider>
  )
}
