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
