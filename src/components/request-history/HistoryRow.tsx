import { useState } from 'react'
import { requestOutcome } from '../../hooks/request-outcome.js'
import type { HistoryMessages } from '../../messages/areas/history-messages.js'
import type { StatusMessages } from '../../messages/areas/status-messages.js'
import type { RequestItem } from '../../protocol/request-item.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { Part } from './parts.js'
import { priceText, statusText, thumbnailOf, titleOf } from './request-facts.js'

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
