import type { ModelRunnerClient } from '../index.js'
import { ConnectionPanel } from './ConnectionPanel.js'
import { type DevtoolsTab, DevtoolsTabs } from './DevtoolsTabs.js'
import { controlUrlOf } from './emulator-control.js'
import { FaultsPanel } from './FaultsPanel.js'
import type { Finding } from './findings.js'
import { ProblemsPanel } from './ProblemsPanel.js'
import { ProxyPanel, refusalsIn } from './ProxyPanel.js'
import type { Recorded } from './record.js'
import { RequestsPanel } from './RequestsPanel.js'
import { SpendPanel } from './SpendPanel.js'
import { StoragePanel } from './StoragePanel.js'
import { UploadsPanel } from './UploadsPanel.js'
import { useEmulator } from './use-emulator.js'

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
