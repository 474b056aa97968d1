import type { RunDetailsMessages } from '../areas/history-messages.js'

/** English: one run of the history. */
export const enRunDetails: RunDetailsMessages = {
  historyInput: 'Input',
  historyOutput: 'Output',
  historyRunAgain: 'Run again',
  historyDelete: 'Delete input and output',
  historyDeleteText: "This can't be undone. Links to the files stop working.",
  historyDeleteConfirm: 'Delete',
  historyCancel: 'Cancel',
  historyPublish: 'Make public',
  historyUnpublish: 'Make private',
}
