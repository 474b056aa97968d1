import { type EmulatorChange, type EmulatorState, FAULT_GROUPS } from './emulator-control.js'

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
