import type { Emulator } from 'modelrunner-react/emulator'
import type { Tabs } from './tabs.js'
import type { Witness } from './witness.js'

/** Holds what pages put on record, showed and told against what the platform has. */
export async function judge(
  { submits, told: reported }: Witness,
  tabs: Tabs,
  emulator: Emulator,
): Promise<string[]> {
  const items = emulator.requests()
  const tagOf = ({ metadata }: (typeof items)[number]) => metadata?.mr_client_id ?? ''
  const tags = new Set(items.map(tagOf))
  const shown = await tabs.shown()
  return [
    ...[...tags].flatMap((tag) => {
      const count = items.filter((item) => tagOf(item) === tag).length
      return [
        count > 1 && `${tag}: ${count} requests for one submit`,
        submits.get(tag)?.isRefused && `${tag}: was said to be refused, and is at the platform`,
      ]
    }),
    ...[...submits].map(
      ([tag, { requestId }]) =>
        requestId && !tags.has(tag) && `${tag}: has a request that the platform has not`,
    ),
    ...[...reported].map(([id, times]) => times > 1 && `${id}: was told ${times} times`),
    ...shown.map(({ name, clientId, phase, outcome }) => {
      const isThere = clientId !== undefined && tags.has(clientId)
      if (isThere) return phase !== outcome && `${name}: shows ${phase}, and is ${outcome}`
      return (
        !['idle', 'failed'].includes(phase) && `${name}: shows ${phase} of a run that the platform has not`
      )
    }),
  ].filter((problem) => typeof problem === 'string')
}
