import type { UploaderMessages } from '../../messages/areas/uploader-messages.js'
import type { AreaMessages } from '../internal/use-area-messages.js'

/** The texts of lists of files. */
export type ListMessages = AreaMessages<UploaderMessages>
