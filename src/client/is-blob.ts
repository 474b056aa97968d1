/** Whether a value is a File or Blob. Told by tag, not by class: a file may come from another window. */
export function isBlob(value: unknown): value is Blob {
  return /(File|Blob)]$/.test({}.toString.call(value))
}
