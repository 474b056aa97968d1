import type { ViewerMessages } from '../areas/output-messages.js'

/** English: the viewer of pictures. */
export const enViewer: ViewerMessages = {
  outputPrevious: 'Previous',
  outputNext: 'Next',
  outputClose: 'Close',
  outputZoomIn: 'Zoom in',
  outputZoomOut: 'Zoom out',
  outputCompare: 'Compare',
  outputBefore: 'Before',
  outputAfter: 'After',
  outputComparePosition: 'How much of the picture before is shown',
}
