import { collectUrls } from '../files/collect-urls.js'

const IMAGE = /\.(png|jpe?g|webp|gif)$/i

/** The pictures in an output: what a history shows of a run. */
export function thumbnailsOf(output: unknown): string[] {
  return collectUrls(output).filter((url) => IMAGE.test(url))
}
