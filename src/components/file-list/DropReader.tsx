import { type DragEvent, type RefObject, useImperativeHandle } from 'react'
import { useDropzone } from 'react-dropzone'

/** Reads what was dropped, folders too. */
export interface DropReaderHandle {
  read(event: DragEvent): void
}

interface DropReaderProps {
  handle: RefObject<DropReaderHandle | null>
  onFiles(files: File[]): void
}

/** React Dropzone, which walks through dropped folders and notes the path of each file. A chunk of its own, loaded after the first paint. */
export default function DropReader({ handle, onFiles }: DropReaderProps) {
  const { getRootProps } = useDropzone({ noClick: true, noKeyboard: true, onDrop: (files) => onFiles(files) })
  const { onDrop } = getRootProps()
  useImperativeHandle(handle, () => ({ read: (event) => onDrop?.(event as DragEvent<HTMLElement>) }))
  return null
}
