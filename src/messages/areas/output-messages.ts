/** OutputView. */
export interface OutputMessages {
  outputNothing: string
  outputPurged: string
  outputDownload: string
  outputOpen: string
  /** Alternative text; what the picture shows is not known. */
  outputImage: (position: number, total: number) => string
  outputVideo: (position: number, total: number) => string
  outputAudio: (position: number, total: number) => string
  outputImageBroken: string
  outputRetry: string
  outputModel3d: string
  outputFile: string
  outputText: string
  outputData: string
  outputCopy: string
  outputCopied: string
  /** Entries of a list or object that is folded away. */
  outputEntries: (count: number) => string
  /** A link that was not followed: not http(s). */
  outputUnsafe: string
  outputVideoBroken: string
  outputAudioBroken: string
  outputPosition: (position: number, total: number) => string
  outputUse: string
  outputSaving: string
  outputCopyImage: string
  outputCopyFailed: string
  outputView: string
  outputView3d: string
  outputDetails: string
  outputUseSeed: string
}

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

/** OutputView: pictures seen large or compared. */
export interface ViewerMessages {
  outputPrevious: string
  outputNext: string
  outputClose: string
  outputZoomIn: string
  outputZoomOut: string
  outputCompare: string
  outputBefore: string
  outputAfter: string
  outputComparePosition: string
}
