import type { Messages } from './messages.js'

/** The default catalogue: plain English. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',
}
