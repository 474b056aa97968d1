import type { FileFacts } from './file-facts.js'

/** What both initiate routes are told about a file. */
export function initiateBody({ name, type, size }: FileFacts) {
  return { file_name: name, content_type: type, size }
}
