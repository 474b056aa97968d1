/** ErrorNotice in development. */
export interface ErrorDeveloperMessages {
  /** Heading of what only developers see. */
  errorDeveloper: string
  errorDocs: string
  /** Where the page about a kind of error is. */
  errorDocsUrl: (kind: string) => string
}
