/** FileField, and the entries of lists in a form. */
export interface FileFieldMessages {
  formRemoveItem: (name: string) => string
  formMoveUp: (name: string) => string
  formMoveDown: (name: string) => string
  formFileUrl: string
  formAddLink: string
  formChooseFile: string
  formChooseFiles: string
  /** The three ways to give a file, as short as can be. */
  formWayUpload: string
  formWayUrl: string
  formWayLibrary: string
  maskPaint: string
  maskNeedsPicture: string
  maskFailed: string
}
