import { ModelRunnerProvider } from 'modelrunner-react'
import 'modelrunner-react/styles.css'
import { StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { startMediaWorker } from '../../.storybook/platform/media-worker.js'
import { scenarios } from '../../.storybook/platform/scenarios.js'
import { openPlatform } from '../../.storybook/platform/story-platform.js'
import { examples } from './examples.js'
import './playground.css'

interface Choices {
  example: string
  scenario: string
}

/** What is chosen stands in the address, so that a page of the playground can be shared. */
function readChoices(): Choices {
  const search = new URLSearchParams(location.hash.slice(1))
  return { example: search.get('example') ?? 'runner', scenario: search.get('scenario') ?? 'none' }
}

function Playground() {
  const [choices, setChoices] = useState(readChoices)
  const example = examples.find(({ id }) => id === choices.example) ?? examples[0]
  useEffect(() => {
    history.replaceState(null, '', `#${new URLSearchParams({ ...choices })}`)
  }, [choices])
  return (
    <>
      <header className="bar">
        <a className="brand" href="../index.html">
          modelrunner-react
        </a>
        <span>Playground</span>
      </header>
      <main className="playground">
        <div className="choices">
          <label>
            Example
            <select
              value={example.id}
              onChange={(event) => setChoices({ ...choices, example: event.target.value })}
            >
              {examples.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
          <label>
            What goes wrong
            <select
              value={choices.scenario}
              onChange={(event) => setChoices({ ...choices, scenario: event.target.value })}
            >
              {Object.entries(scenarios).map(([id, { title }]) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Stage key={`${example.id} ${choices.scenario}`} choices={{ ...choices, example: example.id }} />
        <h2>Code</h2>
        <pre tabIndex={0}>
          <code>{example.code}</code>
        </pre>
        <p>
          Everything runs in this page: an emulator of the platform behind the real proxy handler. Nothing is
          sent.
        </p>
      </main>
    </>
  )
}

/** One example on a platform of its own. */
function Stage({ choices }: { choices: Choices }) {
  const [platform] = useState(() => {
    const opened = openPlatform(
      `playground-${choices.example}`,
      { emulator: { balance: '25.00' } },
      { latencyMs: 80, scenario: choices.scenario, wart: 'none' },
    )
    opened.emulator.seedRequests(6)
    opened.emulator.seedFiles(12)
    return opened
  })
  useEffect(() => platform.hold(), [platform])
  const Example = examples.find(({ id }) => id === choices.example)?.Component
  return (
    <section className="stage" aria-label="Result">
      <ModelRunnerProvider
        proxyUrl="/api/modelrunner/proxy"
        hosts={platform.emulator.hosts}
        fetch={platform.fetch}
        storage={null}
      >
        {Example && <Example />}
      </ModelRunnerProvider>
    </section>
  )
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
await startMediaWorker()
createRoot(root).render(
  <StrictMode>
    <Playground />
  </StrictMode>,
)
