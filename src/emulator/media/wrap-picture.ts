import { hashText } from '../hash-text.js'
import type { Style } from './restyle-picture.js'
import { toBase64 } from './to-base64.js'

/** A picture laid into an SVG that turns its colours, by the prompt. */
export function wrapPicture(source: { bytes: Uint8Array; contentType: string }, style: Style): Uint8Array {
  const turn = (hashText(style.prompt) ^ style.seed) % 360
  const href = `data:${source.contentType};base64,${toBase64(source.bytes)}`
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 1024 1024">' +
    `<filter id="f"><feColorMatrix type="hueRotate" values="${Math.round(turn * style.strength)}"/>` +
    `<feColorMatrix type="saturate" values="${(1 + style.strength / 2).toFixed(2)}"/></filter>` +
    `<image href="${href}" width="1024" height="1024" preserveAspectRatio="xMidYMid slice" filter="url(#f)"/></svg>`
  return new TextEncoder().encode(svg)
}
