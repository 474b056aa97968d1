import type { HistoryMessages } from '../areas/history-messages.js'
import { formatMoney } from '../format-money.js'
import { formatTime } from '../format-time.js'
import { plural } from '../format-number.js'

/** English: history. */
export const enHistory: HistoryMessages = {
  historyLabel: 'Recent runs',
  historyEmpty: 'Nothing here yet. Your runs appear here.',
  historyLoading: 'Loading runs',
  historyLoadingMore: 'Loading more',
  historyCount: (total) => plural('en', total, { one: '# run', other: '# runs' }),
  historyTime: (at, now) => formatTime('en', at, now),
  historyPrice: (amount) => formatMoney('en', amount),
  historyNotCharged: 'Not charged',
  historyPurged: 'Input and output are no longer stored.',
  historyNoPrompt: 'No prompt',
}
