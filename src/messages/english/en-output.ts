import type { OutputMessages } from '../areas/output-messages.js'
import { formatNumber, plural } from '../format-number.js'
import { enCopy } from './en-actions.js'

/** English: outputs. */
export const enOutput: OutputMessages = {
  ...enCopy,
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
  outputEntries: (count) => plural('en', count, { one: '# entry', other: '# entries' }),
  outputUnsafe: 'Unsafe link removed.',
  outputVideoBroken: "Couldn't load the video.",
  outputAudioBroken: "Couldn't load the audio.",
  outputPosition: (position, total) => `${formatNumber('en', position)} of ${formatNumber('en', total)}`,
  outputUse: 'Use as input',
  outputSaving: 'Saving',
  outputCopyImage: 'Copy image',
  outputCopyFailed: 'Copy failed. Save the image instead.',
  outputView: 'View large',
  outputView3d: 'View in 3D',
  outputDetails: 'Details',
  outputUseSeed: 'Use this seed',
}

function numbered(name: string, position: number, total: number): string {
  return total > 1 ? `${name} ${formatNumber('en', position)} of ${formatNumber('en', total)}` : name
}
