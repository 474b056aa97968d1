import type { AnalysisMessages } from '../areas/output-messages.js'
import { formatNumber, plural } from '../format-number.js'

/** English: transcripts and detections. */
export const enAnalysis: AnalysisMessages = {
  outputTranscript: 'Transcript',
  outputMore: (count) => `${formatNumber('en', count)} more`,
  outputDownloadAs: (format) => `Download ${format}`,
  outputEmbedding: 'Embedding',
  outputDimensions: (count) => plural('en', count, { one: '# dimension', other: '# dimensions' }),
  outputLabels: 'Labels',
  outputBoxes: 'Detected objects',
}
