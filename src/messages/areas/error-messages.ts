/** ErrorNotice: a title and a text for each thing that can have happened. */
export interface ErrorMessages {
  errorValidationTitle: string
  errorValidationText: string
  /** Not set up: sign-in, key or proxy. End users read nothing technical. */
  errorUnavailableTitle: string
  errorUnavailableText: string
  errorForbiddenTitle: string
  errorForbiddenText: string
  errorBalanceTitle: string
  errorBalanceText: string
  errorNotFoundTitle: string
  errorNotFoundText: string
  errorConflictTitle: string
  errorConflictText: string
  errorTooLargeTitle: string
  errorTooLargeText: string
  errorOutputTitle: string
  errorOutputText: string
  errorGenerationTitle: string
  /** Where the provider gave no reason. */
  errorGenerationText: string
  errorRateLimitTitle: string
  errorRateLimitText: string
  /** While it is tried again by itself. */
  errorRateLimitAutoText: string
  errorServerTitle: string
  errorServerText: string
  errorNetworkTitle: string
  errorNetworkText: string
  errorOfflineTitle: string
  errorOfflineText: string
  /** While it is tried again by itself once the connection is back. */
  errorOfflineAutoText: string
  errorTimeoutTitle: string
  errorTimeoutText: string
  errorUnexpectedTitle: string
  errorUnexpectedText: string
  errorFileTitle: string
  errorFileText: string
  errorUploadTitle: string
  errorUploadText: string
  /** Of a failed upload whose cause is known and is not the network. `unavailable`: the storage cannot take files now. */
  errorUploadFailed: (reason: 'file-changed' | 'refused' | 'cors' | 'unavailable') => string
  /** The answer to a submit was lost. */
  errorUnknownTitle: string
  errorUnknownText: string
  errorNotCharged: string
  /** Seconds until it is tried again by itself. */
  errorCountdown: (seconds: number) => string
  errorRetry: string
  /** Instead of waiting. */
  errorRetryNow: string
  /** Where a second run may cost twice. */
  errorRunAnyway: string
  errorRetrying: string
  errorStop: string
  errorStopped: string
  errorTopUp: string
  errorNewTab: string
  errorDismiss: string
  errorRequestId: string
  errorCopyId: string
  errorCopied: string
  errorCopyFailed: string
  errorLimitTitle: string
  /** Which limit of the app was reached: a key of the proxy's `Limits`. */
  errorLimitText: (limit: string) => string
  /** When the limit ends; ms since the epoch. */
  errorLimitUntil: (at: number) => string
}

/** ErrorNotice: the balance, where it is not enough. */
export interface ErrorBalanceMessages {
  /** `amount`: a decimal string. */
  errorBalance: (amount: string, currency: string) => string
  /** Told when money came in while the notice was open. */
  errorToppedUp: string
}

/** ErrorNotice in development. */
export interface ErrorDeveloperMessages {
  /** Heading of what only developers see. */
  errorDeveloper: string
  errorDocs: string
  /** Where the page about a kind of error is. */
  errorDocsUrl: (kind: string) => string
}

/** Balance. */
export interface BalanceMessages {
  balanceLabel: string
  /** `amount`: a decimal string. */
  balanceAmount: (amount: string, currency: string) => string
  balanceLow: string
  balanceTopUp: string
  balanceLoading: string
  balanceUnknown: string
  balanceRetry: string
}
