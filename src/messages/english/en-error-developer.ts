import type { ErrorDeveloperMessages } from '../areas/error-messages.js'

/** English: notices in development. */
export const enErrorDeveloper: ErrorDeveloperMessages = {
  errorDeveloper: 'Developer details (hidden in production)',
  errorDocs: 'How to fix',
  errorDocsUrl: (kind) => `https://cdn.jsdelivr.net/npm/modelrunner-react/docs/errors/${kind}.md`,
}
