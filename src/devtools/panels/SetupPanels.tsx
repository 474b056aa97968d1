import { type Finding, kindOf } from '../findings.js'
import { Empty, timeOf } from './parts.js'
import type { CallRecord } from '../record.js'
import { type EmulatorChange, type EmulatorState, FAULT_GROUPS } from '../emulator-control.js'

const KINDS: Record<Finding['kind'], string> = {
  proxy: 'Proxy',
  account: 'Account',
  stream: 'Stream',
  upload: 'Upload',
  run: 'Request',
  network: 'Network',
}

/** What went wrong, why, and what to do about it. */
export function ProblemsPanel({ findings }: { findings: readonly Finding[] }) {
  if (!findings.length) {
    return (
      <Empty title="Nothing went wrong so far">
        Refusals of the proxy, failed runs and uploads, and a stream that does not come through are explained
        here.
      </Empty>
    )
  }
  return (
    <ul className="findings">
      {findings.map(({ key, kind, title, text, at, count }) => (
        <li key={key} className="finding">
          <div className="finding-head">
            <span className="badge danger">{KINDS[kind]}</span>
            <strong>{title}</strong>
            <span className="quiet">
              <time dateTime={new Date(at).toISOString()}>{timeOf(at)}</time>
              {count > 1 && ` · ${count} times`}
            </span>
          </div>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  )
}

/** What the app's own proxy did not pass on, and why. */
export function ProxyPanel({ calls }: { calls: readonly CallRecord[] }) {
  const refused = refusalsIn(calls)
  if (!refused.length) {
    return (
      <Empty title="The proxy refused nothing">
        {calls.length === 0
          ? 'No call was made yet.'
          : `${calls.length} ${calls.length === 1 ? 'call' : 'calls'} so far.`}
      </Empty>
    )
  }
  return (
    <ul className="findings">
      {refused.map(({ at, method, path, status, error }, index) => (
        <li key={refused.length - index} className="finding">
          <div className="finding-head">
            <span className="badge danger">{status ?? error?.kind}</span>
            <code>
              {method} {path}
            </code>
            <time className="quiet" dateTime={new Date(at).toISOString()}>
              {timeOf(at)}
            </time>
          </div>
          <p>{error?.message}</p>
        </li>
      ))}
    </ul>
  )
}

export function refusalsIn(calls: readonly CallRecord[]): CallRecord[] {
  return calls.filter(({ error }) => error && kindOf(error) === 'proxy')
}

/** ms */
const LATENCIES = [0, 200, 1000, 5000]

/** Switches for what can go wrong, at the emulator behind the app. */
export function FaultsPanel({
  state,
  change,
}: {
  state: EmulatorState
  change: (wanted: EmulatorChange) => Promise<void>
}) {
  const armed = new Set(state.faults)
  const own = FAULT_GROUPS.flatMap(({ switches }) => switches.map(({ fault }) => fault.name))
  const others = state.faults.filter((name) => !own.includes(name))
  return (
    <div className="stack">
      <div className="bar">
        <label className="field">
          Wait before every answer
          <select
            value={state.latencyMs}
            onChange={(event) => void change({ latencyMs: Number(event.target.value) })}
          >
            {[...new Set([...LATENCIES, state.latencyMs])]
              .sort((a, b) => a - b)
              .map((ms) => (
                <option key={ms} value={ms}>
                  {ms} ms
                </option>
              ))}
          </select>
        </label>
        <button
          type="button"
          className="button"
          disabled={armed.size === 0}
          onClick={() => void change({ disarm: state.faults })}
        >
          Switch all off
        </button>
      </div>
      <div className="groups">
        {FAULT_GROUPS.map(({ title, switches }) => (
          <fieldset key={title}>
            <legend>{title}</legend>
            {switches.map(({ label, fault }) => (
              <label key={fault.name} className="switch">
                <input
                  type="checkbox"
                  checked={armed.has(fault.name)}
                  onChange={(event) =>
                    void change(event.target.checked ? { arm: [fault] } : { disarm: [fault.name] })
                  }
                />
                <span>{label}</span>
                {state.counts[fault.name] !== undefined && (
                  <span className="quiet">{state.counts[fault.name]}×</span>
                )}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      {others.length > 0 && <p className="quiet">Armed by the app itself: {others.join(', ')}</p>}
    </div>
  )
}
