import { useRef, useState } from 'react'
import type { HistoryMessages } from '../../messages/areas/history-messages.js'
import type { StatusMessages } from '../../messages/areas/runner-messages.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { useVirtualRows } from '../internal/use-virtual-rows.js'
import { Part } from './parts.js'
import { requestOutcome } from '../../hooks/request-outcome.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { priceText, statusText, thumbnailOf, titleOf } from './request-facts.js'

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

const TONE = { pending: 'accent', succeeded: 'success', failed: 'danger', cancelled: '' } as const

interface HistoryRowProps {
  request: RequestItem
  messages: HistoryMessages & StatusMessages
  now: number
  onSelect?: (request: RequestItem) => void
}

/** One run: what was asked, what came of it, what it cost, when. */
export function HistoryRow({ request, messages, now, onSelect }: HistoryRowProps) {
  const outcome = requestOutcome(request)
  const made = Date.parse(request.createdAt ?? '')
  const inside = (
    <>
      <Thumbnail url={thumbnailOf(request)} />
      <Part part="details" as="span">
        <Part part="title" as="span" look="truncate" dir="auto">
          {titleOf(request, messages)}
        </Part>
        <Part part="endpoint" as="span" look="hint truncate" dir="ltr">
          {request.requestedModelEndpoint ?? request.modelEndpoint}
        </Part>
      </Part>
      <Part
        part="status"
        as="span"
        look={`badge ${TONE[outcome]} ${outcome === 'pending' ? 'busy' : ''}`.trim()}
      >
        {statusText(request, outcome, messages)}
      </Part>
      <Part part="price" as="span" look="hint">
        {priceText(request, outcome, messages)}
      </Part>
      {!Number.isNaN(made) && (
        <Part part="time" as="time" look="hint" dateTime={request.createdAt}>
          {messages.historyTime(made, now || made)}
        </Part>
      )}
    </>
  )
  return onSelect ? (
    <Part part="row" as="button" type="button" state={outcome} onClick={() => onSelect(request)}>
      {inside}
    </Part>
  ) : (
    <Part part="row" state={outcome}>
      {inside}
    </Part>
  )
}

function Thumbnail({ url }: { url?: string }) {
  const [broken, setBroken] = useState<string>()
  return (
    <Part part="thumbnail" as="span" look="thumb" aria-hidden="true">
      {url && url !== broken ? (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setBroken(url)} />
      ) : (
        <Icon path={commonIcons.file} />
      )}
    </Part>
  )
}
