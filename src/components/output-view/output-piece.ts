export type MediaKind = 'image' | 'video' | 'audio' | 'model3d' | 'file'

/** A file that the model made. Its URL is http(s), always. */
export interface MediaPiece {
  kind: MediaKind
  url: string
  /** The file's name, from the output or from the end of the URL. */
  name: string
  /** Pixels, where the output says so. */
  width?: number
  height?: number
  contentType?: string
  /** Neither name nor output tell what it is: the server's content type may. */
  isUnsure?: boolean
}

export interface TextPiece {
  kind: 'text'
  text: string
}

export interface DataPiece {
  kind: 'data'
  value: unknown
}

/** A link that is not http(s) and is therefore not shown. */
export interface UnsafePiece {
  kind: 'unsafe'
}

/** One thing to show of an output. */
export type OutputPiece = MediaPiece | TextPiece | DataPiece | UnsafePiece
