import { createChunk } from '../internal/chunk.js'

/** What shows a run and its errors comes after the form: none of it is needed before the first click. */
export const stageChunk = createChunk(async () => {
  const [{ RunStage }, { ErrorNotice }] = await Promise.all([
    import('./RunStage.js'),
    import('../error-notice/ErrorNotice.js'),
  ])
  return { RunStage, ErrorNotice }
})
