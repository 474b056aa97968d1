import { useState } from 'react'
import type { ModelRunnerClient, StoredRecord } from '../../index.js'
import { timeOf, Empty, useInspection } from './parts.js'

const MEANINGS: Record<string, string> = {
  run: 'a run that a reload finds again',
  notified: 'outcomes that callbacks were given',
  draft: 'what was typed into a form',
  chat: 'a conversation',
  upload: 'an unfinished upload',
}

/** What is stored in this browser for this user, and the way to remove it. */
export function StoragePanel({ client, version }: { client: ModelRunnerClient; version: unknown }) {
  const [cleared, setCleared] = useState(0)
  const [isSure, setIsSure] = useState(false)
  const records = useInspection(client, `${String(version)} ${cleared}`)?.records
  if (!records) return null

  async function clear() {
    setIsSure(false)
    await client.clear()
    setCleared((count) => count + 1)
  }
  return (
    <div className="stack">
      <div className="bar">
        <span className="quiet">
          For {client.config.userKey ? `the user ${client.config.userKey}` : 'everybody (no userKey)'}
        </span>
        {isSure ? (
          <span className="bar">
            <button type="button" className="button danger" onClick={() => void clear()}>
              Forget all of it
            </button>
            <button type="button" className="button" onClick={() => setIsSure(false)}>
              Keep
            </button>
          </span>
        ) : (
          <button type="button" className="button" onClick={() => setIsSure(true)}>
            Clear with client.clear()
          </button>
        )}
      </div>
      {isSure && (
        <p className="quiet">
          Runs, drafts, conversations and caches of this user are removed. Running requests go on at the
          platform.
        </p>
      )}
      {records.length === 0 ? (
        <Empty title="Nothing is stored" />
      ) : (
        <ul className="rows">
          {records.map((record) => (
            <Record key={record.key} record={record} client={client} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Record({ record, client }: { record: StoredRecord; client: ModelRunnerClient }) {
  const { kind, key, size, where, at } = record
  return (
    <li>
      <details>
        <summary>
          <span className="badge">{kind}</span>
          <span className="name">{MEANINGS[kind] ?? kind}</span>
          <span className="quiet end">
            {where === 'storage' ? `${size} characters` : `${size} ${size === 1 ? 'part' : 'parts'} stored`}
            {at !== undefined && ` · ${timeOf(at)}`}
          </span>
        </summary>
        <p className="quiet ids">
          <code>{key}</code>
        </p>
        {where === 'storage' && <pre>{textOf(client, key)}</pre>}
      </details>
    </li>
  )
}

function textOf({ config }: ModelRunnerClient, key: string): string {
  const text = config.storage?.getItem(key) ?? ''
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
