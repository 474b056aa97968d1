import { ModelRunnerProvider } from 'modelrunner-react'
import './index.css'
import { Items } from './Items'

export default function App() {
  return (
    <ModelRunnerProvider proxyUrl="/api/modelrunner/proxy">
      <Items />
    </ModelRunnerProvider>
  )
}
