import { enAnalysis } from '../../messages/english/en-analysis.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

/** Shows the next pieces of an output that has many. */
export function MorePieces({ left, onMore }: { left: number; onMore: () => void }) {
  const messages = useAreaMessages(enAnalysis)
  return (
    <Part part="more" as="button" type="button" look="button" onClick={onMore}>
      {messages.outputMore(left)}
    </Part>
  )
}
