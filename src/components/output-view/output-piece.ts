export type MediaKind = 'image' | 'video' | 'audio' | 'model3d' | 'file'

/** What the output calls a piece: its key in words, where the key says more than "image". */
interface Captioned {
  caption?: string
}

/** A file that the model made. Its URL is http(s), or `data:` where the output holds the file itself (`isEmbedded`). */
export interface MediaPiece extends Captioned {
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
  /** The content is in the output. It is decoded here and never given to the page as a URL. */
  isEmbedded?: boolean
  /** White where something was found: shown over the picture it belongs to. */
  isMask?: boolean
}

export interface TextPiece extends Captioned {
  kind: 'text'
  text: string
}

/** Times in seconds. */
export interface Segment {
  start: number
  end: number
  text: string
  speaker?: string
}

export interface TranscriptPiece {
  kind: 'transcript'
  text: string
  segments: readonly Segment[]
}

export interface EmbeddingPiece extends Captioned {
  kind: 'embedding'
  values: readonly number[]
}

export interface Label {
  label: string
  /** 0–1, where the model gives one. */
  score?: number
}

export interface LabelsPiece extends Captioned {
  kind: 'labels'
  labels: readonly Label[]
}

/** In pixels of the picture that was looked at. */
export interface Box extends Label {
  left: number
  top: number
  width: number
  height: number
}

export interface BoxesPiece extends Captioned {
  kind: 'boxes'
  boxes: readonly Box[]
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
export type OutputPiece =
  | MediaPiece
  | TextPiece
  | TranscriptPiece
  | EmbeddingPiece
  | LabelsPiece
  | BoxesPiece
  | DataPiece
  | UnsafePiece
