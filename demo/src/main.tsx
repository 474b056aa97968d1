import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ModelRunnerProvider } from 'modelrunner-react'
import 'modelrunner-react/styles.css'
import './demo.css'
import { App } from './App.js'
import { readConfig } from './read-config.js'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <ModelRunnerProvider
      proxyUrl="/api/modelrunner/proxy"
      hosts={readConfig().hosts}
      topUpUrl="https://modelrunner.run/billing"
    >
      <App />
    </ModelRunnerProvider>
  </StrictMode>,
)
