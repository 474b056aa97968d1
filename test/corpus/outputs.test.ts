import { expect, it } from 'vitest'
import { faultsOf, judgeCorpus } from './judge-corpus.js'
import { readDocuments } from './read-documents.js'

const documents = (await readDocuments([`${import.meta.dirname}/documents`])).filter(
  ({ kind }) => kind === 'output',
)

it.each(documents)('$id: is shown whole, and without axe violations', async (document) => {
  expect(faultsOf(await judgeCorpus([document]))).toEqual([])
})

it('has at least forty shapes', () => {
  expect(documents.length).toBeGreaterThanOrEqual(40)
})
