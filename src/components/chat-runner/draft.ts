import type { ChatMessage, ChatPart } from '../../client/chat/chat-state.js'

/** A message that is not sent yet. */
export interface Draft {
  text: string
  /** Files are uploaded when it is sent; URLs come from a message that is edited. */
  images: readonly (string | File | Blob)[]
}

export const EMPTY_DRAFT: Draft = { text: '', images: [] }

export function isEmpty({ text, images }: Draft): boolean {
  return text.trim() === '' && images.length === 0
}

/** What is sent: plain text where there is no image. */
export function contentOf({ text, images }: Draft): string | ChatPart[] {
  if (images.length === 0) return text
  const parts = images.map((url): ChatPart => ({ type: 'image_url', image_url: { url } }))
  return text.trim() === '' ? parts : [{ type: 'text', text }, ...parts]
}

/** A message as it was written. */
export function draftOf(content: ChatMessage['content']): Draft {
  return { text: textOf(content), images: imagesOf(content) }
}

export function textOf(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
}

export function imagesOf(content: ChatMessage['content']): Draft['images'] {
  if (typeof content === 'string') return []
  return content.flatMap((part) => (part.type === 'image_url' ? part.image_url.url : []))
}

/** What an image is called: by its file, else by the end of its address. */
export function imageName(image: string | File | Blob): string | undefined {
  if (typeof image === 'string')
    return /^https?:/.test(image) ? image.split(/[?#]/)[0]?.split('/').at(-1) : undefined
  return 'name' in image ? image.name : undefined
}
