import { createChunk } from '../internal/chunk.js'

/** A form is drawn when the model's schema is there: its code comes meanwhile. In a file of its own: the form imports the other chunks. */
export const formChunk = createChunk(() => import('./RunForm.js'))
