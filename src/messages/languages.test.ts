// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { ar } from './languages/ar.js'
import { de } from './languages/de.js'
import { es } from './languages/es.js'
import { fr } from './languages/fr.js'
import { ja } from './languages/ja.js'
import { zhCN } from './languages/zh-CN.js'
import { en } from './en.js'
import type { Messages } from './messages.js'

const languages: [string, Partial<Messages>][] = [
  ['ar', ar],
  ['de', de],
  ['es', es],
  ['fr', fr],
  ['ja', ja],
  ['zh-CN', zhCN],
]

/** Where a developer reads, or a link: English does. */
const ENGLISH_IS_ENOUGH = ['errorDocsUrl']

/** Arguments that fit any function of the catalogue; by name where a number will not do. */
function argumentsOf(key: string): unknown[] {
  switch (key) {
    case 'uploaderState':
      return ['paused']
    case 'errorUploadFailed':
      return ['refused']
    case 'uploaderFailed':
      return ['network']
    case 'uploaderNotice':
      return ['resumed']
    case 'uploaderAccepts':
      return [['image/*', '.pdf', 'image/svg+xml']]
    case 'uploaderOutcome':
      return [{ done: 2, failed: 1, paused: 0 }]
    case 'balanceAmount':
    case 'errorBalance':
      return ['12.5', 'USD']
    case 'historyPrice':
    case 'runnerCost':
    case 'pickerPrice':
    case 'chatCost':
    case 'chatTotal':
      return ['0.003', true]
    default:
      return [3, 5, 7]
  }
}

describe.each(languages)('%s', (_, messages) => {
  it('says everything that English says, in the same way', () => {
    const missing = Object.keys(en).filter(
      (key) => !Object.hasOwn(messages, key) && !ENGLISH_IS_ENOUGH.includes(key),
    )
    expect(missing).toEqual([])
    for (const [key, value] of Object.entries(messages)) {
      expect([key, typeof value]).toEqual([key, typeof en[key as keyof Messages]])
    }
  })

  it('fills in every argument', () => {
    for (const [key, value] of Object.entries(messages)) {
      const text =
        typeof value === 'function'
          ? (value as (...args: unknown[]) => string)(...argumentsOf(key))
          : String(value)
      expect(text, key).toMatch(/\S/)
      expect(text, key).not.toMatch(/\{\d\}|undefined|NaN|null|#/)
    }
  })

  it('has a form for every count', () => {
    for (const count of [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000]) {
      for (const key of ['formTooShort', 'libraryCount', 'historyCount', 'uploaderAdded'] as const) {
        expect(messages[key]?.(count), `${key} of ${count}`).toMatch(/\S/)
      }
    }
  })
})

describe('localize', () => {
  it('writes numbers, money, units and plurals as the language does', () => {
    expect(de.formMinimum?.(1234.5)).toBe('Mindestens 1.234,5.')
    expect(de.formTooFew?.(1)).toBe('Mindestens 1 Eintrag.')
    expect(de.formTooFew?.(2)).toBe('Mindestens 2 Einträge.')
    expect(de.runnerCost?.('0.003', false)).toBe('≈ 0,003\u00a0$ pro Lauf')
    expect(de.runnerUploading?.(0.45)).toBe('45\u00a0% hochgeladen')
    expect(de.outputImage?.(1, 1)).toBe('Erzeugtes Bild')
    expect(de.outputImage?.(2, 4)).toBe('Erzeugtes Bild 2 von 4')
    expect(de.uploaderOutcome?.({ done: 1, failed: 2, paused: 0 })).toBe(
      '1 Datei hochgeladen und 2 Dateien fehlgeschlagen',
    )
    expect(de.errorCountdown?.(5)).toBe('Neuer Versuch in 5 Sek.')
    expect(de.librarySize?.(9)).toBe('9 Byte')
    expect(de.uploaderAccepts?.(['image/*', '.pdf'])).toBe('Bilder und PDF')
  })

  it('has all six forms of Arabic', () => {
    const counts = [0, 1, 2, 3, 11, 100]
    expect(counts.map((count) => ar.libraryCount?.(count))).toEqual([
      'لا ملفات',
      'ملف واحد',
      'ملفان',
      '3 ملفات',
      '11 ملفًا',
      '100 ملف',
    ])
  })

  it('keeps the parts of a currency together in right-to-left text', () => {
    expect(ar.balanceAmount?.('25', 'USD')).toContain('US$\u200e')
  })

  it('leaves a name as it is, whatever is in it', () => {
    expect(de.formRemoveItem?.('{1} $& x')).toBe('{1} $& x entfernen')
  })
})
