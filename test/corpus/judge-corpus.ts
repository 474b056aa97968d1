import type { Grade } from './judge-field.js'
import { type FormReport, judgeForm } from './judge-form.js'
import { judgeOutput, type OutputReport } from './judge-output.js'
import type { CorpusDocument } from './read-documents.js'

export interface CorpusReport {
  forms: FormReport[]
  outputs: OutputReport[]
  /** Documents that could not be shown. */
  crashes: string[]
}

interface JudgeOptions {
  onProgress?: (done: number, of: number) => void
}

export async function judgeCorpus(
  documents: readonly CorpusDocument[],
  { onProgress }: JudgeOptions = {},
): Promise<CorpusReport> {
  const report: CorpusReport = { forms: [], outputs: [], crashes: [] }
  for (const [index, document] of documents.entries()) {
    onProgress?.(index, documents.length)
    try {
      if (document.kind === 'schema') report.forms.push(await judgeForm(document))
      else report.outputs.push(await judgeOutput(document.id, document.output, document.schema))
    } catch (error) {
      report.crashes.push(`${document.id}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return report
}

export interface CorpusTotals {
  schemas: number
  fields: number
  grades: Record<Grade, number>
  /** Right or acceptable, of all fields, in percent. */
  goodPercent: number
  jsonPercent: number
  blocked: number
  unasked: number
  untouched: number
  typed: { fields: number; kept: number; notSampled: number }
  formAxe: number
  outputs: number
  outputAxe: number
  torn: number
  crashes: number
  slowestMs: number
}

export function totalsOf({ forms, outputs, crashes }: CorpusReport): CorpusTotals {
  const fields = forms.flatMap((form) => form.fields)
  const count = (grade: Grade) => fields.filter((field) => field.grade === grade).length
  const grades = {
    right: count('right'),
    acceptable: count('acceptable'),
    json: count('json'),
    wrong: count('wrong'),
  }
  const percent = (part: number) => (fields.length === 0 ? 0 : (part / fields.length) * 100)
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
  return {
    schemas: forms.length,
    fields: fields.length,
    grades,
    goodPercent: percent(grades.right + grades.acceptable),
    jsonPercent: percent(grades.json),
    blocked: forms.filter(({ blocked }) => blocked.length > 0).length,
    unasked: sum(forms.map(({ unasked }) => unasked.length)),
    untouched: forms.filter(({ untouched }) => untouched.length > 0).length,
    typed: {
      fields: sum(forms.map(({ typed }) => typed.fields)),
      kept: sum(forms.map(({ typed }) => typed.kept)),
      notSampled: sum(forms.map(({ typed }) => typed.notSampled.length)),
    },
    formAxe: sum(forms.map(({ axe }) => axe.length)),
    outputs: outputs.length,
    outputAxe: sum(outputs.map(({ axe }) => axe.length)),
    torn: outputs.filter(({ torn }) => torn.length > 0).length,
    crashes: crashes.length,
    slowestMs: Math.max(0, ...forms.map(({ ms }) => ms), ...outputs.map(({ ms }) => ms)),
  }
}

/** What is not as it should be, a line each. */
export function faultsOf({ forms, outputs, crashes }: CorpusReport): string[] {
  return [
    ...crashes,
    ...forms.flatMap(({ id, fields, blocked, unasked, untouched, axe }) => [
      ...fields
        .filter(({ grade }) => grade === 'wrong' || grade === 'json')
        .map(({ key, grade, reason }) => `${id} ${key}: ${grade} (${reason})`),
      ...blocked.map((problem) => `${id}: blocked by ${problem}`),
      ...unasked.map((key) => `${id}: sends ${key} unasked`),
      ...untouched.map((problem) => `${id}: ${problem}`),
      ...axe.map((violation) => `${id}: ${violation}`),
    ]),
    ...outputs.flatMap(({ id, axe, torn }) => [
      ...axe.map((violation) => `${id}: ${violation}`),
      ...torn.map((problem) => `${id}: ${problem}`),
    ]),
  ]
}
