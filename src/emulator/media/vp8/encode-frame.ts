import { BoolEncoder, Tokens } from './entropy.js'
import { Macroblocks } from './macroblocks.js'

/** Index into the quantizer tables of the format; the steps below are theirs at this index. */
const QUANTIZER_INDEX = 24
/** How much the edges of blocks are smoothed, 0–63. */
const LOOP_FILTER = 14

/** RGB bytes → one VP8 key frame (RFC 6386). Width and height in px, each at most 16383. */
export function encodeFrame(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const tokens = new Tokens()
  const blocks = new Macroblocks(rgb, width, height, tokens)
  blocks.encodeAll()

  const header = new BoolEncoder()
  header.literal(0, 2) // colour space, clamping
  header.literal(0, 1) // no segments
  header.literal(0, 1) // normal loop filter
  header.literal(LOOP_FILTER, 6)
  header.literal(0, 3) // sharpness
  header.literal(0, 1) // no filter adjustments
  header.literal(0, 2) // one partition of tokens
  header.literal(QUANTIZER_INDEX, 7)
  header.literal(0, 5) // no quantizer adjustments
  header.literal(0, 1) // probabilities are for this frame only
  tokens.writeProbabilities(header)
  header.literal(0, 1) // no macroblock is skipped
  for (let block = 0; block < blocks.count; block++) {
    // Luma, then chroma, predicted from the mean of their neighbours (DC_PRED).
    header.write(1, 145)
    header.write(0, 156)
    header.write(0, 163)
    header.write(0, 142)
  }
  const first = header.finish()
  const body = new BoolEncoder()
  tokens.write(body)
  const second = body.finish()

  const frame = new Uint8Array(10 + first.length + second.length)
  const tag = (1 << 4) | (first.length << 5)
  frame.set([tag & 255, (tag >> 8) & 255, (tag >> 16) & 255, 0x9d, 0x01, 0x2a])
  frame.set([width & 255, width >> 8, height & 255, height >> 8], 6)
  frame.set(first, 10)
  frame.set(second, 10 + first.length)
  return frame
}
