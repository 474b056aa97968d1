/** OutputView: transcripts and what a model detected. */
export interface AnalysisMessages {
  outputTranscript: string
  outputMore: (count: number) => string
  outputDownloadAs: (format: string) => string
  outputEmbedding: string
  outputDimensions: (count: number) => string
  outputLabels: string
  outputBoxes: string
}
