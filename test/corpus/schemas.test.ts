import { afterAll, expect, it } from 'vitest'
import { type CorpusReport, faultsOf, judgeCorpus, totalsOf } from './judge-corpus.js'
import { readDocuments } from './read-documents.js'

const documents = (await readDocuments([`${import.meta.dirname}/documents`])).filter(
  ({ kind }) => kind === 'schema',
)
const all: CorpusReport = { forms: [], outputs: [], crashes: [] }

it.each(documents)(
  '$id: its form is right before it is touched, and sends what is typed',
  async (document) => {
    const report = await judgeCorpus([document])
    all.forms.push(...report.forms)
    expect(faultsOf(report)).toEqual([])
  },
)

// A test of its own would fail where one document is run alone.
afterAll(() => {
  if (all.forms.length < documents.length) return
  expect(documents.length).toBeGreaterThanOrEqual(60)
  const { fields, goodPercent, typed } = totalsOf(all)
  expect(fields).toBeGreaterThan(400)
  expect(goodPercent).toBeGreaterThanOrEqual(97)
  expect(typed.kept).toBe(typed.fields)
  // A value cannot be made up for everything, such as an unusual pattern; but for nearly all.
  expect(typed.notSampled).toBeLessThan(typed.fields / 20)
})
