/** The mask editor. */
export interface MaskMessages {
  maskTitle: (label: string) => string
  /** Also names the way without a pointer. */
  maskHint: string
  maskBrush: string
  maskErase: string
  maskSize: string
  maskUndo: string
  maskClear: string
  maskDone: string
  maskCancel: string
  maskLoading: string
  maskPictureFailed: string
}
