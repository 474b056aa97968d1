import type { IconPath } from '../Icon.js'
import { file } from './common-icons.js'
import { audio, cube, image, video } from './media-icons.js'

/** A sign for each kind of what a file holds. */
export const KIND_ICONS = { image, video, audio, model3d: cube, file } satisfies Record<string, IconPath>
