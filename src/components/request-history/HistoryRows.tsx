import { useRef } from 'react'
import type { HistoryMessages } from '../../messages/areas/history-messages.js'
import type { StatusMessages } from '../../messages/areas/status-messages.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { useVirtualRows } from '../internal/use-virtual-rows.js'
import { HistoryRow } from './HistoryRow.js'
import { Part } from './parts.js'

/** Height of a row before it was measured, px. */
const ROW_PX = 64

interface HistoryRowsProps {
  requests: readonly RequestItem[]
  total: number
  messages: HistoryMessages & StatusMessages
  /** ms since the epoch */
  now: number
  onSelect(request: RequestItem): void
  onNearEnd(): void
}

/** The runs, of which only the rows in sight are in the page. */
export function HistoryRows({ requests, total, messages, now, onSelect, onNearEnd }: HistoryRowsProps) {
  const viewport = useRef<HTMLDivElement>(null)
  const { rows, totalSize, measure } = useVirtualRows({
    count: requests.length,
    scrollRef: viewport,
    estimate: ROW_PX,
    onNearEnd,
    keyOf: (index) => requests[index]?.id ?? index,
  })
  return (
    <Part
      part="viewport"
      ref={viewport}
      role="group"
      aria-label={messages.historyLabel}
      hidden={!requests.length}
    >
      <Part part="list" as="ul" look="list" style={rows.length > 0 ? { blockSize: totalSize } : undefined}>
        {rows.map(({ index, key, start }) => {
          const request = requests[index]
          return (
            request && (
              <Part
                part="item"
                as="li"
                key={key}
                ref={measure}
                data-index={index}
                aria-setsize={total}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <HistoryRow request={request} messages={messages} now={now} onSelect={onSelect} />
              </Part>
            )
          )
        })}
      </Part>
    </Part>
  )
}
