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
