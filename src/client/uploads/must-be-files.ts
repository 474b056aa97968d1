import { ModelRunnerError } from '../errors/model-runner-error.js'
import { isBlob } from '../is-blob.js'

/** Throws where something else than a file is to be uploaded: a missing file, a URL, an event. */
export function mustBeFiles(files: readonly unknown[]): void {
  const index = files.findIndex((file) => !isBlob(file))
  if (index < 0) return
  const given = files[index]
  throw new ModelRunnerError({
    kind: 'validation',
    message:
      `upload() takes a File, a Blob, or a list of them; entry ${index} is ${given === null ? 'null' : typeof given}. ` +
      'A file input has its files in event.target.files. See docs/uploads.md',
  })
}
