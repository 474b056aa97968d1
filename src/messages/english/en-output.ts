import type { OutputMessages } from '../areas/output-messages.js'
import { formatNumber } from '../format-number.js'
import { plural } from '../plural.js'

/** English: outputs. */
export const enOutput: OutputMessages = {
  outputNothing: 'The run gave no output.',
  outputPurged: 'The output was removed after its retention time.',
  outputDownload: 'Download',
  outputOpen: 'Open in a new tab',
  outputImage: (position, total) => numbered('Generated image', position, total),
  outputVideo: (position, total) => numbered('Generated video', position, total),
  outputAudio: (position, total) => numbered('Generated audio', position, total),
  outputImageBroken: 'The image could not be loaded.',
  outputRetry: 'Try again',
  outputModel3d: '3D model',
  outputFile: 'File',
  outputText: 'Generated text',
  outputData: 'Data',
  outputCopy: 'Copy',
  outputCopied: 'Copied',
  outputEntries: (count) => plural('en', count, { one: '# entry', other: '# entries' }),
  outputUnsafe: 'A link was left out because it is not safe to open.',
}

function numbered(name: string, position: number, total: number): string {
  return total > 1 ? `${name} ${formatNumber('en', position)} of ${formatNumber('en', total)}` : name
}
