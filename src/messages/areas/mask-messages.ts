/** The mask editor. */
export interface MaskMessages {
  maskTitle: (label: string) => string
  maskHint: string
  maskBrush: string
  maskErase: string
  maskSize: string
  /** Name of the group of tools. */
  maskTools: string
  /** Button: a mask that was made elsewhere, also for those without a pointer. */
  maskUpload: string
  maskUndo: string
  maskClear: string
  maskDone: string
  maskCancel: string
  maskLoading: string
  maskPictureFailed: string
}
