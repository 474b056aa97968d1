// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { Phrase, Phrases } from './localize.js'
import { arFiles } from './phrases/ar-files.js'
import { arRuns } from './phrases/ar-runs.js'
import { deFiles } from './phrases/de-files.js'
import { deRuns } from './phrases/de-runs.js'
import { esFiles } from './phrases/es-files.js'
import { esRuns } from './phrases/es-runs.js'
import { frFiles } from './phrases/fr-files.js'
import { frRuns } from './phrases/fr-runs.js'
import { jaFiles } from './phrases/ja-files.js'
import { jaRuns } from './phrases/ja-runs.js'
import { zhCNFiles } from './phrases/zh-CN-files.js'
import { zhCNRuns } from './phrases/zh-CN-runs.js'

const ar = { ...arRuns, ...arFiles }
const de = { ...deRuns, ...deFiles }
const es = { ...esRuns, ...esFiles }
const fr = { ...frRuns, ...frFiles }
const ja = { ...jaRuns, ...jaFiles }
const zhCN = { ...zhCNRuns, ...zhCNFiles }

/** Forms that are no plurals: cases of their own. */
const CASES = ['outputImage', 'outputVideo', 'outputAudio', 'errorLimitText', 'runnerExpected']

function textsOf(phrases: Phrases): string[] {
  return Object.values(phrases).flatMap((phrase: Phrase) =>
    typeof phrase === 'string' ? [phrase] : Object.values(phrase),
  )
}
const matching = (phrases: Phrases, pattern: RegExp) => textsOf(phrases).filter((text) => pattern.test(text))

describe.each([
  ['ar', ar, ['zero', 'one', 'two', 'few', 'many', 'other']],
  ['de', de, ['one', 'other']],
  // A million takes "de" before its noun: a form that only the counts of whole accounts can need.
  ['es', es, ['one', 'other']],
  ['fr', fr, ['one', 'other']],
] as [string, Phrases, string[]][])('%s', (locale, phrases, forms) => {
  it('has each plural form that its numbers take', () => {
    const taken = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    expect(taken).toEqual(expect.arrayContaining(forms))
    for (const [key, phrase] of Object.entries(phrases) as [string, Phrase][]) {
      if (typeof phrase === 'string' || !('other' in phrase) || CASES.includes(key)) continue
      expect([key, Object.keys(phrase)]).toEqual([key, expect.arrayContaining(forms)])
    }
  })

  it('has each plural form in what came of the uploads, but for none', () => {
    const phrase = phrases.uploaderOutcome as Record<string, string>
    for (const name of ['done', 'failed', 'paused']) {
      for (const form of forms) {
        if (form !== 'zero' && form !== 'other') expect(Object.keys(phrase)).toContain(`${name}.${form}`)
      }
    }
  })
})

describe('punctuation', () => {
  it.each(Object.entries({ ar, de, es, fr, ja, zhCN }))('%s writes no typewriter signs', (_, phrases) => {
    expect(matching(phrases, /['"]|\.\.\.| {2}|^\s|\s$| [,.]/)).toEqual([])
  })

  it('keeps French punctuation with the word before it', () => {
    expect(matching(fr, /[^\u00a0]:(?!\/\/)|[^\u202f][;!?]/)).toEqual([])
  })

  it('opens what Spanish closes', () => {
    for (const text of textsOf(es)) {
      expect(text.split('?').length, text).toBe(text.split('¿').length)
      expect(text.split('!').length, text).toBe(text.split('¡').length)
    }
  })

  it.each(Object.entries({ ja, zhCN }))('uses the full width of %s', (_, phrases) => {
    expect(matching(phrases, /[,;!?()]|:(?!\/\/)|\.$|。 /)).toEqual([])
  })

  it('uses the comma, the semicolon and the question mark of Arabic', () => {
    expect(matching(ar, /[,;?]/)).toEqual([])
  })

  it('shows a link within Arabic in its order', () => {
    expect(matching(ar, /(?<!\u2066)https:\/\/|https:\/\/(?!\u2069)/)).toEqual([])
  })
})

describe('glossary', () => {
  it('addresses the user in one way', () => {
    expect(matching(de, /(?<!\p{L})(du|dein|deine|dich|dir)(?!\p{L})/iu)).toEqual([])
    expect(matching(fr, /(?<!\p{L})(tu|ton|tes|toi)(?!\p{L})/iu)).toEqual([])
    expect(matching(es, /(?<!\p{L})(usted|ustedes|vosotros)(?!\p{L})/iu)).toEqual([])
    expect(matching(zhCN, /你/)).toEqual([])
  })

  it('calls one thing by one name', () => {
    const formsOf = (phrases: Phrases, prefix: string) =>
      textsOf(Object.fromEntries(Object.entries(phrases).filter(([key]) => key.startsWith(prefix))))
    // In French, what is submitted is sent and what is uploaded is imported.
    expect(formsOf(fr, 'uploader').filter((text) => /envo[iy]/i.test(text))).toEqual([])
    // "Subir" is to upload: what goes up in a list is moved.
    expect([es.formMoveUp, es.uploaderMoveUp].filter((text) => /subir/i.test(String(text)))).toEqual([])
    for (const [library, phrases] of [
      [/bibliothek/i, de],
      [/bibliothèque/i, fr],
      [/biblioteca/i, es],
      [/ライブラリ/, ja],
      [/文件库/, zhCN],
      [/مكتبة/, ar],
    ] as [RegExp, Phrases][]) {
      for (const key of ['formWayLibrary', 'libraryLabel', 'libraryRemove', 'libraryChoose'] as const) {
        expect(phrases[key], key).toMatch(library)
      }
    }
  })
})
