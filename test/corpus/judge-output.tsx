import { cleanup, render } from '@testing-library/react'
import { loadDataViews } from '../../src/components/output-view/DataView.js'
import { OutputView } from '../../src/components/output-view/OutputView.js'
import { classifyOutput } from '../../src/components/output-view/classify-output.js'
import type { JsonSchema } from '../../src/protocol/model.js'
import { isSchema } from '../../src/shared/schema/resolve-schema.js'
import { TestProvider } from '../TestProvider.js'
import { axeViolations } from './axe-violations.js'
import { settle, unfold } from './unfold.js'

export interface OutputReport {
  id: string
  axe: string[]
  /** What is lost, or shown in pieces. */
  torn: string[]
  ms: number
}

const LONG_TEXT = 20
/** What may stand beside a file's URL without being shown. */
const ABOUT_FILE = /^(?:content_?type|mime_?type|file_?name|file_?size|size|width|height)$/i

/** Renders an output and unfolds it: nothing of it may be missing, and no text may come in pieces. */
export async function judgeOutput(id: string, output: unknown, schema?: JsonSchema): Promise<OutputReport> {
  // Fetched apart in an app; here from the start, so that no output is judged before it is there.
  await loadDataViews()
  const started = performance.now()
  const { container } = render(
    <TestProvider>
      <OutputView output={output} schema={schema} />
    </TestProvider>,
  )
  const ms = performance.now() - started
  await settle()
  await unfold(container)
  const axe = await axeViolations(container)
  const torn = tornIn(container, output, schema)
  cleanup()
  return { id, axe, torn, ms }
}

function tornIn(container: HTMLElement, output: unknown, schema: JsonSchema | undefined): string[] {
  const torn: string[] = []
  const kept = JSON.stringify(classifyOutput(output, schema))
  const texts = [...container.querySelectorAll('*')].map(({ textContent }) => letters(textContent))
  const isShown = (text: string) => texts.some((each) => each.includes(text))
  const sources = new Set(
    [...container.querySelectorAll('[src], [href]')].flatMap((element) => [
      element.getAttribute('src'),
      element.getAttribute('href'),
    ]),
  )
  for (const { key, value, isAboutFile } of leavesOf(output)) {
    if (isAboutFile) continue
    const text = String(value)
    const isKept =
      kept.includes(JSON.stringify(value).slice(1, -1)) ||
      kept.includes(JSON.stringify(text.trim()).slice(1, -1))
    if (typeof value === 'string' && /^https?:\/\/\S/.test(value)) {
      if (!sources.has(value.replaceAll(' ', '%20')) && !isShown(letters(value)))
        torn.push(`${key}: link not shown`)
    } else if (typeof value === 'string' && /^(?:data:[^,]{3,}|[\w+/]{60,}={0,2}$)/.test(value)) {
      if (!/"isEmbedded":true/.test(kept)) torn.push(`${key}: file not shown`)
    } else if (typeof value === 'string' && value.length >= LONG_TEXT && value.length < 2000) {
      if (!isShown(letters(value))) torn.push(`${key}: text not shown whole`)
    } else if (!isKept && !isPartOfText(kept, text)) torn.push(`${key}: lost ${text.slice(0, 40)}`)
  }
  const pieces = textInPieces(output)
  if (pieces && !isShown(letters(pieces.join('')))) torn.push('text in pieces not joined')
  const spoken = spokenIn(output)
  if (spoken.length > 0) {
    const shown = [...container.querySelectorAll('[data-mr-part=transcript]')].map(({ textContent }) =>
      letters(textContent),
    )
    // A transcript shows so many segments at a time.
    for (const segments of spoken.map((list) => list.slice(0, 200)))
      if (!shown.some((each) => segments.every((text) => each.includes(letters(text)))))
        torn.push('a transcript not shown as one')
  }
  return [...new Set(torn)]
}

interface Leaf {
  key: string
  value: string | number | boolean
  isAboutFile: boolean
}

function leavesOf(value: unknown, path: readonly string[] = [], isAboutFile = false): Leaf[] {
  if (Array.isArray(value))
    return value.flatMap((entry, index) => leavesOf(entry, [...path, String(index)], isAboutFile))
  if (isSchema(value)) {
    const isFile = ['url', 'uri', 'href', 'src', 'file_url'].some((name) => typeof value[name] === 'string')
    return Object.entries(value).flatMap(([name, inner]) =>
      leavesOf(inner, [...path, name], isAboutFile || (isFile && ABOUT_FILE.test(name))),
    )
  }
  const isLeaf =
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' && value.trim() !== '')
  return isLeaf ? [{ key: path.join('.'), value, isAboutFile }] : []
}

/** Tokens that a language model streamed: a list of strings at the top, none of them a link. */
function textInPieces(output: unknown): string[] | undefined {
  const isText = (entry: unknown) => typeof entry === 'string' && !/^(?:https?:|data:)/.test(entry)
  return Array.isArray(output) && output.length > 1 && output.every(isText) ? (output as string[]) : undefined
}

/** The texts of all lists of segments: entries with a text and a time. */
function spokenIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value) && value.length > 0) {
    const texts = value.map((entry: unknown) => {
      if (!isSchema(entry)) return undefined
      const isTimed = typeof entry['start'] === 'number' || Array.isArray(entry['timestamp'])
      return isTimed && typeof entry['text'] === 'string' ? entry['text'] : undefined
    })
    if (texts.every((text) => text !== undefined)) return [texts]
  }
  return Object.values(value).flatMap(spokenIn)
}

function isPartOfText(kept: string, text: string): boolean {
  return letters(kept).includes(letters(text))
}

/** Markdown is shown without its signs, and lines are wrapped: letters and digits must be there, in their order. */
function letters(text: string | null): string {
  return (text ?? '').replace(/[^\p{L}\p{N}]+/gu, '')
}
