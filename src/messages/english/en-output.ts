import type { OutputMessages } from '../areas/output-messages.js'
import { formatNumber } from '../format-number.js'
import { plural } from '../plural.js'

/** English: outputs. */
export const enOutput: OutputMessages = {
  outputNothing: 'No output',
  outputPurged: 'Output expired',
  outputDownload: 'Download',
  outputOpen: 'Open in a new tab',
  outputImage: (position, total) => numbered('Generated image', position, total),
  outputVideo: (position, total) => numbered('Generated video', position, total),
  outputAudio: (position, total) => numbered('Generated audio', position, total),
  outputImageBroken: "Couldn't load the image.",
  outputRetry: 'Try again',
  outputModel3d: '3D model',
  outputFile: 'File',
  outputText: 'Generated text',
  outputData: 'Data',
  outputCopy: 'Copy',
  outputCopied: 'Copied',
  outputEntries: (count) => plural('en', count, { one: '# entry', other: '# entries' }),
  outputUnsafe: 'Unsafe link removed.',
}

function numbered(name: string, position: number, total: number): string {
  return total > 1 ? `${name} ${formatNumber('en', position)} of ${formatNumber('en', total)}` : name
}
