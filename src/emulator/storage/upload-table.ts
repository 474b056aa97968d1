import type { ReceivedUpload } from '../inspection.js'

/** What storage has received. */
export class UploadTable {
  received(): ReceivedUpload[] {
    return []
  }
}
