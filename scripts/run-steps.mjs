import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { stripVTControlCharacters } from 'node:util'
import { root } from './root.mjs'

/** No step takes this long on two cores that others use, too; one that does hangs. ms */
const STEP_TIMEOUT_MS = 40 * 60_000

/**
 * Runs npm scripts, as many at a time as there are cores (two at most), and tells of each when it ends.
 * The output of a step is shown only where it failed.
 *
 * @param {typeof import('./test-steps.mjs').steps} steps
 * @param {{ env: NodeJS.ProcessEnv, log: (text: string) => void }} options
 * @returns {Promise<{ passed: string[], failed: (typeof steps[number] & { output?: string })[] }>}
 */
export async function runSteps(steps, { env, log }) {
  const lanes = Math.min(2, availableParallelism())
  const waiting = [...steps]
  const running = new Map()
  const passed = []
  const failed = []
  const has = (name) => passed.includes(name) || failed.some((step) => step.name === name)
  const known = new Set(steps.map((step) => step.name))

  while (waiting.length > 0 || running.size > 0) {
    const lonely = [...running.keys()].some((step) => step.alone)
    const next = waiting.find(
      (step) =>
        (step.after ?? []).every((name) => !known.has(name) || has(name)) &&
        (!step.alone || running.size === 0),
    )
    if (next && !lonely && running.size < lanes) {
      waiting.splice(waiting.indexOf(next), 1)
      const missing = failed.find(({ name }) => next.after?.includes(name))
      if (missing) {
        failed.push(next)
        log(`✗ ${next.name}: not run, since ${missing.name} failed\n`)
        continue
      }
      running.set(next, runStep(next, env))
      continue
    }
    const { step, ok, seconds, output } = await Promise.race(running.values())
    running.delete(step)
    if (ok) {
      passed.push(step.name)
      log(`✓ ${step.name} ${seconds} s${summary(output)}\n`)
    } else {
      failed.push({ ...step, output })
      log(
        `${output.trimEnd()}\n✗ ${step.name} ${seconds} s\n  run again: npm run ${step.script}   (${step.hint})\n`,
      )
    }
  }
  return { passed, failed }
}

function runStep(step, env) {
  const started = performance.now()
  return new Promise((resolve) => {
    let output = ''
    const child = spawn('npm', ['run', '--silent', step.script], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      detached: process.platform !== 'win32',
    })
    const kill = () => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
      } catch {
        // already gone
      }
    }
    process.once('exit', kill)
    const timer = setTimeout(() => {
      output += `\nstopped: no end after ${STEP_TIMEOUT_MS / 60_000} minutes\n`
      kill()
    }, STEP_TIMEOUT_MS)
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      clearTimeout(timer)
      process.removeListener('exit', kill)
      resolve({ step, ok: code === 0, seconds: ((performance.now() - started) / 1000).toFixed(1), output })
    })
  })
}

/** What went wrong in a step, in few lines: the tests that failed with their first words, else the end of its output. */
export function failuresOf(output) {
  const lines = stripVTControlCharacters(output).split('\n')
  const failures = lines.flatMap((line, index) =>
    /^\s*(FAIL |\d+\) |\S+\.tsx?\(\d+,\d+\): error|✗ )/.test(line)
      ? lines.slice(index, index + 7).filter((each) => each.trim() !== '')
      : [],
  )
  return (failures.length > 0 ? failures.slice(0, 60) : lines.slice(-20)).join('\n')
}

/** How many tests a step's own output counts, if it does. */
function summary(output) {
  const text = stripVTControlCharacters(output)
  const count = text.match(/Tests\s+(\d+) passed/)?.[1] ?? text.match(/^\s*(\d+) passed \(/m)?.[1]
  return count ? ` (${count} tests)` : ''
}
