import type { ModelRunnerClient } from '../index.js'
import { ConnectionPanel } from './panels/ConnectionPanel.js'
import { callControl, controlUrlOf, type EmulatorChange, type EmulatorState } from './emulator-control.js'
import { FaultsPanel, ProblemsPanel, ProxyPanel, refusalsIn } from './panels/SetupPanels.js'
import type { Finding } from './findings.js'
import type { Recorded } from './record.js'
import { RequestsPanel, SpendPanel, UploadsPanel } from './panels/TrafficPanels.js'
import { StoragePanel } from './panels/StoragePanel.js'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react'

export interface DevtoolsPanelProps {
  client: ModelRunnerClient
  recorded: Recorded
  findings: readonly Finding[]
  /** The section that is shown; an unknown one shows the first. */
  tab: string
  emulatorUrl: string | undefined
  onTab: (tab: string) => void
  onClear: () => void
  /** Absent where there is nothing to close. */
  onClose: (() => void) | undefined
}

/** The head with what is to be done, and the sections. */
export function DevtoolsPanel(props: DevtoolsPanelProps) {
  const { client, recorded, findings, tab, emulatorUrl, onTab, onClear, onClose } = props
  const emulator = useEmulator(controlUrlOf(client.config.hosts, emulatorUrl))
  const { requests, uploads, calls, connection } = recorded
  const state = connection[0]?.state ?? 'idle'

  const tabs: DevtoolsTab[] = [
    {
      id: 'problems',
      label: 'Problems',
      count: findings.length,
      isAlarming: true,
      content: <ProblemsPanel findings={findings} />,
    },
    {
      id: 'requests',
      label: 'Requests',
      count: requests.length,
      content: <RequestsPanel requests={requests} />,
    },
    { id: 'uploads', label: 'Uploads', count: uploads.length, content: <UploadsPanel uploads={uploads} /> },
    {
      id: 'connection',
      label: 'Connection',
      content: <ConnectionPanel client={client} recorded={recorded} />,
    },
    {
      id: 'proxy',
      label: 'Proxy',
      count: refusalsIn(calls).length,
      isAlarming: true,
      content: <ProxyPanel calls={calls} />,
    },
    {
      id: 'storage',
      label: 'Storage',
      content: <StoragePanel client={client} version={requests.length + uploads.length} />,
    },
    { id: 'spend', label: 'Spend', content: <SpendPanel requests={requests} /> },
  ]
  if (emulator.state) {
    const { faults } = emulator.state
    tabs.push({
      id: 'faults',
      label: 'Faults',
      count: faults.length,
      content: <FaultsPanel state={emulator.state} change={emulator.change} />,
    })
  }

  return (
    <>
      <header>
        <span className="dot" data-state={state} />
        <h2>ModelRunner</h2>
        <span className="quiet">{state}</span>
        <button type="button" className="button end" onClick={onClear}>
          Clear log
        </button>
        {onClose && (
          <button type="button" className="button icon" aria-label="Close" onClick={onClose}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m4 4 8 8m0-8-8 8" />
            </svg>
          </button>
        )}
      </header>
      <DevtoolsTabs
        tabs={tabs}
        current={tab || (findings.length > 0 ? 'problems' : 'requests')}
        onChange={onTab}
      />
    </>
  )
}

interface DevtoolsTab {
  id: string
  label: string
  /** Shown beside the label where it is above zero. */
  count?: number
  /** The count is of what went wrong. */
  isAlarming?: boolean
  content: ReactNode
}

/** One panel of several; arrow keys move along the tabs, as the page reads. */
function DevtoolsTabs({
  tabs,
  current,
  onChange,
}: {
  tabs: readonly DevtoolsTab[]
  current: string
  onChange: (id: string) => void
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = tabs.find((tab) => tab.id === current) ?? tabs[0]
  if (!shown) return null

  function onKeyDown(event: KeyboardEvent) {
    const isRtl = list.current !== null && getComputedStyle(list.current).direction === 'rtl'
    const last = tabs.length - 1
    const at = tabs.indexOf(shown as DevtoolsTab)
    const target = {
      ArrowRight: isRtl ? at - 1 : at + 1,
      ArrowLeft: isRtl ? at + 1 : at - 1,
      Home: 0,
      End: last,
    }[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = tabs[(target + tabs.length) % tabs.length]
    if (!next) return
    onChange(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }

  return (
    <>
      <div ref={list} className="tabs" role="tablist" aria-label="Sections" onKeyDown={onKeyDown}>
        {tabs.map(({ id: tab, label, count = 0, isAlarming }) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`${id}-${tab}`}
            data-tab={tab}
            aria-selected={tab === shown.id}
            aria-controls={`${id}-panel`}
            tabIndex={tab === shown.id ? 0 : -1}
            onClick={() => onChange(tab)}
          >
            {label}
            {count > 0 && <span className={isAlarming ? 'count alarm' : 'count'}>{count}</span>}
          </button>
        ))}
      </div>
      <div
        className="content"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown.id}`}
        // It scrolls, so that the keyboard must reach it.
        tabIndex={0}
      >
        {shown.content}
      </div>
    </>
  )
}

/** The emulator at a control URL; `state` is undefined where none answers. */
function useEmulator(url: string | undefined) {
  const [found, setFound] = useState<{ url: string; state: EmulatorState | undefined }>()

  useEffect(() => {
    if (url === undefined) return
    const abort = new AbortController()
    void callControl(url, undefined, abort.signal).then((state) => {
      if (!abort.signal.aborted) setFound({ url, state })
    })
    return () => abort.abort()
  }, [url])

  const change = useCallback(
    async (wanted?: EmulatorChange) => {
      if (url === undefined) return
      const state = await callControl(url, wanted)
      // Switches stay where they are while it does not answer.
      if (state) setFound({ url, state })
    },
    [url],
  )
  return { state: found?.url === url ? found?.state : undefined, change }
}
