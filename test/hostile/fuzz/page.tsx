import fc from 'fast-check'
import { ModelRunnerProvider, OutputView, SchemaForm } from 'modelrunner-react'
import 'modelrunner-react/styles.css'
import type { ReactElement } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { hostileOutputs } from '../hostile-outputs.js'
import { hostileSchemas } from '../hostile-schemas.js'
import { randomOutput } from '../random-outputs.js'
import { randomSchema } from '../random-schemas.js'

const OUTPUT_SIZE = { long: 10_000_000, many: 100_000, deep: 100_000 }
const SCHEMA_SIZE = { long: 1_000_000, many: 5_000, deep: 5_000 }

export interface Measured {
  name: string
  /** The longest task, ms. */
  ms: number
  elements: number
  /** It could not be shown. */
  crash?: string
}

declare global {
  interface Window {
    /** Shows each hostile output and schema, and so many random ones; submits the forms, untouched. */
    fuzz(options: { random: number; seed: number }): Promise<Measured[]>
  }
}

let tasks: number[] = []
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) tasks.push(duration)
}).observe({ type: 'longtask' })

// Files of an unknown kind: their server does not answer.
window.fetch = () => new Promise(() => {})

window.fuzz = async ({ random: numRuns, seed }) => {
  const output = (value: unknown) => <OutputView output={value} />
  const outputs = Object.entries(hostileOutputs(OUTPUT_SIZE)).map(
    ([name, make]) => [`output: ${name}`, () => output(make())] as const,
  )
  const schemas = Object.entries(hostileSchemas(SCHEMA_SIZE)).map(
    ([name, make]) => [`schema: ${name}`, () => <SchemaForm schema={make()} />] as const,
  )
  const anyOutputs = fc
    .sample(randomOutput, { numRuns, seed })
    .map((value, at) => [`random output ${at}`, () => output(value)] as const)
  const anySchemas = fc
    .sample(randomSchema, { numRuns, seed })
    .map((schema, at) => [`random schema ${at}`, () => <SchemaForm schema={schema} />] as const)

  // What is compiled and fetched once is not the first case's.
  await measure('', output({ text: '# a', data: [[1]], images: ['https://media.example/a.png'] }))
  await measure('', <SchemaForm schema={{ properties: { rows: { type: 'array', items: {} } } }} />)
  const measured: Measured[] = []
  for (const [name, make] of [...outputs, ...schemas, ...anyOutputs, ...anySchemas]) {
    const element = make()
    await quiet()
    measured.push(await measure(name, element))
  }
  return measured
}

async function measure(name: string, element: ReactElement): Promise<Measured> {
  const container = document.body.appendChild(document.createElement('div'))
  const crashes: unknown[] = []
  const root = createRoot(container, { onUncaughtError: (error) => crashes.push(error) })
  tasks = []
  root.render(<ModelRunnerProvider proxyUrl="/none">{element}</ModelRunnerProvider>)
  await quiet()
  const elements = container.querySelectorAll('*').length
  for (const fold of container.querySelectorAll('details')) fold.open = true
  container.querySelector('form')?.requestSubmit()
  await quiet()
  const ms = Math.max(0, ...tasks)
  flushSync(() => root.unmount())
  container.remove()
  await quiet()
  const [crash] = crashes
  return { name, ms, elements, ...(crash === undefined ? undefined : { crash: String(crash) }) }
}

/** Until everything that was begun is painted, and the tasks it took are reported. */
async function quiet() {
  for (let frame = 0; frame < 3; frame += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    await new Promise((resolve) => setTimeout(resolve))
  }
}
