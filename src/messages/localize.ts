import { en } from './en.js'
import { formatBytes } from './format-bytes.js'
import { formatDuration } from './format-duration.js'
import { formatList } from './format-list.js'
import { formatExactMoney, formatMoney } from './format-money.js'
import { formatNumber } from './format-number.js'
import { formatPercent } from './format-percent.js'
import { formatMoment, formatTime } from './format-time.js'
import { isolateText } from './isolate-text.js'
import type { Messages } from './messages.js'
import { typeName } from './type-name.js'

/** A text with `{0}`, `{1}` for its arguments; or one per plural form of its first number; or one per named case. */
export type Phrase = string | { readonly [form: string]: string }

/** A language as data: what a translator writes. */
export type Phrases = { readonly [Key in keyof Messages]?: Phrase }

type Language = Pick<Messages, 'locale' | 'direction'>
type Format = (locale: string, value: never) => string

const money: Format = (locale, amount: string) => formatMoney(locale, amount)
const exactMoney: Format = (locale, amount: string) => formatExactMoney(locale, amount)
const seconds: Format = (locale, value: number) => formatDuration(locale, value * 1000)

/** How arguments are written, where it is not by their type alone. */
const FORMATS: { readonly [Key in keyof Messages]?: Format } = {
  statusElapsed: formatDuration,
  statusTook: formatDuration,
  runnerUploading: formatPercent,
  runnerCost: money,
  pickerPrice: money,
  chatCost: exactMoney,
  chatTotal: exactMoney,
  uploaderMaxSize: formatBytes,
  uploaderTooLarge: formatBytes,
  uploaderBytes: formatBytes,
  uploaderRemaining: seconds,
  uploaderFailedBusy: seconds,
  uploaderInterrupted: formatBytes,
  errorCountdown: seconds,
  errorLimitUntil: formatMoment,
  runnerExpected: formatDuration,
}

/**
 * Makes a catalogue out of phrases. Numbers, units, money and plurals come from Intl. What a language does not say is
 * left to English.
 *
 * @example
 * const messages = localize('nl', 'ltr', { runnerRun: 'Starten', formTooFew: { one: 'Minstens {0} item.', other: 'Minstens {0} items.' } })
 */
export function localize(
  locale: string,
  direction: Messages['direction'],
  phrases: Phrases,
): Partial<Messages> {
  const said = Object.entries(phrases).map(([key, phrase]) => {
    const name = key as keyof Messages
    if (typeof en[name] !== 'function') return [key, phrase]
    return [key, (...args: unknown[]) => say({ locale, direction }, name, phrase, args)]
  })
  return {
    ...untranslated(locale),
    // Keys and kinds are those of Messages: `Phrases` has its keys, and what is a function there is made one here.
    ...(Object.fromEntries(said) as Partial<Messages>),
    locale,
    direction,
  }
}

/** Messages that are a format and nothing else. */
function untranslated(locale: string): Partial<Messages> {
  return {
    balanceAmount: (amount, currency) => formatMoney(locale, amount, currency),
    historyTime: (at, now) => formatTime(locale, at, now),
    historyPrice: (amount) => formatMoney(locale, amount),
    librarySize: (bytes) => formatBytes(locale, bytes),
    libraryDate: (at) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    uploaderSize: (bytes) => formatBytes(locale, bytes),
  }
}

function say(language: Language, key: keyof Messages, phrase: Phrase, args: unknown[]): string {
  const { locale } = language
  const [first] = args
  if (typeof phrase === 'string') {
    // The balance's second argument is the currency of its first.
    if (key === 'errorBalance')
      return phrase.replace('{0}', () => formatMoney(locale, String(first), String(args[1])))
    return fill(language, key, phrase, args)
  }
  switch (key) {
    case 'runnerCost':
      return fill(language, key, phrase[args[1] ? 'exact' : 'about'] ?? '', args)
    case 'outputImage':
    case 'outputVideo':
    case 'outputAudio':
      return fill(language, key, phrase[Number(args[1]) > 1 ? 'many' : 'one'] ?? '', args)
    case 'libraryTagsChosen':
      return fill(language, key, phrase[first ? 'some' : 'none'] ?? '', args)
    case 'runnerDone':
      return first ? fill(language, key, plural(locale, phrase, args), args) : (phrase['none'] ?? '')
    case 'runnerExpected':
      return fill(language, key, phrase[Number(first) < Number(args[1]) ? 'other' : 'one'] ?? '', args)
    case 'errorLimitText':
      return phrase[String(first)] ?? phrase['other'] ?? ''
    case 'uploaderState':
    case 'uploaderNotice':
    case 'uploaderFailed':
    case 'errorUploadFailed':
      return phrase[String(first)] ?? ''
    case 'uploaderAccepts':
      return formatList(
        locale,
        (first as string[]).map((entry) => phrase[entry] ?? typeName(entry)),
      )
    case 'uploaderOutcome':
      return outcome(locale, phrase, first as Record<string, number>)
    default:
      return fill(language, key, plural(locale, phrase, args), args)
  }
}

function plural(locale: string, forms: { readonly [form: string]: string }, args: unknown[]): string {
  const count = Number(args.find((value) => typeof value === 'number') ?? 0)
  return forms[new Intl.PluralRules(locale).select(count)] ?? forms['other'] ?? ''
}

function fill({ locale, direction }: Language, key: keyof Messages, text: string, args: unknown[]): string {
  const format = FORMATS[key]
  return text.replace(/\{(\d)\}/g, (_, index: string) => {
    const value = args[Number(index)]
    if (format) return format(locale, value as never)
    return typeof value === 'number' ? formatNumber(locale, value) : isolateText(direction, String(value))
  })
}

/** `{ done: '…', 'done.one': '…', failed: '…' }`: each count in its plural form, those of zero left out. */
function outcome(
  locale: string,
  phrase: { readonly [form: string]: string },
  counts: Record<string, number>,
): string {
  const rules = new Intl.PluralRules(locale)
  const parts = Object.entries(counts).flatMap(([name, count]) => {
    const text = phrase[`${name}.${rules.select(count)}`] ?? phrase[name]
    return count && text ? [text.replace('{0}', formatNumber(locale, count))] : []
  })
  return formatList(locale, parts)
}
