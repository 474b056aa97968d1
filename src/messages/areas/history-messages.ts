/** RequestHistory. */
export interface HistoryMessages {
  historyLabel: string
  historyEmpty: string
  historyLoading: string
  historyLoadingMore: string
  historyCount: (total: number) => string
  /** When it was made. `now` and `at`: ms since the epoch. */
  historyTime: (at: number, now: number) => string
  /** What it cost; `amount`: a decimal string in USD. */
  historyPrice: (amount: string) => string
  historyNotCharged: string
  historyPurged: string
  historyNoPrompt: string
}

/** RequestHistory: one run, opened. */
export interface RunDetailsMessages {
  historyInput: string
  historyOutput: string
  historyRunAgain: string
  historyDelete: string
  historyDeleteText: string
  historyDeleteConfirm: string
  historyCancel: string
  historyPublish: string
  historyUnpublish: string
}
