import {
  type ChangeEvent,
  type ClipboardEvent,
  createElement,
  type DragEvent,
  lazy,
  type ReactNode,
  type RefObject,
  startTransition,
  Suspense,
  useEffect,
  useRef,
  useState,
} from 'react'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import type { DropReaderHandle } from './DropReader.js'

interface FileDropOptions {
  rootRef: RefObject<HTMLElement | null>
  /** Takes nothing by any way in. */
  disabled: boolean
  onFiles(files: File[]): void
}

interface FileDrop {
  /** Reads dropped folders once it is loaded; belongs into the root. */
  dropReader: ReactNode
  inputRef: RefObject<HTMLInputElement | null>
  /** Files are held over it. */
  isDragging: boolean
  open(): void
  openFolder(): void
  /** For the element that takes drops and pastes. */
  rootProps: {
    onDragEnter(event: DragEvent): void
    onDragOver(event: DragEvent): void
    onDragLeave(event: DragEvent): void
    onDrop(event: DragEvent): void
    onPaste(event: ClipboardEvent): void
  }
  /** For the file input. */
  inputProps: {
    ref: RefObject<HTMLInputElement | null>
    onChange(event: ChangeEvent<HTMLInputElement>): void
  }
}

/**
 * The ways in for files: dialog, folder, drop, paste. All of them work from the first moment; what walks through dropped
 * folders is loaded after the first paint.
 */
export function useFileDrop({ rootRef, disabled, onFiles }: FileDropOptions): FileDrop {
  const inputRef = useRef<HTMLInputElement>(null)
  const reader = useRef<DropReaderHandle>(null)
  const [isDragging, setIsDragging] = useState(false)
  const take = useStableCallback((files: readonly File[]) => {
    if (files.length && !isOff()) onFiles([...files])
  })

  /** HTML disables a control by itself or with its fieldset. */
  function isOff(): boolean {
    return disabled || Boolean(inputRef.current?.matches(':disabled'))
  }
  // A file that misses its target must not replace the page.
  useEffect(() => {
    const keepPage = (event: globalThis.DragEvent) => {
      if (!holdsFiles(event.dataTransfer) || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest('input[type=file]')) return
      event.preventDefault()
    }
    document.addEventListener('dragover', keepPage)
    document.addEventListener('drop', keepPage)
    return () => {
      document.removeEventListener('dragover', keepPage)
      document.removeEventListener('drop', keepPage)
    }
  }, [])

  function open(): void {
    if (!isOff()) inputRef.current?.click()
  }
  return {
    dropReader: useDropReader(reader, take),
    inputRef,
    isDragging: isDragging && !disabled,
    open,
    openFolder() {
      const input = inputRef.current
      if (!input) return
      input.webkitdirectory = true
      open()
      input.webkitdirectory = false
    },
    rootProps: {
      onDragEnter(event) {
        if (!holdsFiles(event.dataTransfer)) return
        event.preventDefault()
        setIsDragging(!isOff())
      },
      onDragOver(event) {
        if (!holdsFiles(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = isOff() ? 'none' : 'copy'
      },
      onDragLeave(event) {
        const { relatedTarget } = event
        if (relatedTarget instanceof Node && rootRef.current?.contains(relatedTarget)) return
        setIsDragging(false)
      },
      onDrop(event) {
        setIsDragging(false)
        if (!holdsFiles(event.dataTransfer)) return
        event.preventDefault()
        if (isOff()) return
        // React Dropzone forgets a drop when the next comes before it was read: it gets only what holds folders.
        const files = filesIn(event.dataTransfer)
        if (reader.current && files.length < event.dataTransfer.files.length) reader.current.read(event)
        else take(files)
      },
      onPaste(event) {
        const { files, types } = event.clipboardData
        if (!files.length || isTextTarget(event.target, types)) return
        event.preventDefault()
        take([...files])
      },
    },
    inputProps: {
      ref: inputRef,
      onChange({ target }) {
        take([...(target.files ?? [])])
        // The same file can be chosen again.
        target.value = ''
      },
    },
  }
}

const DropReader = lazy(() => import('./DropReader.js').catch(() => ({ default: () => null })))

function useDropReader(
  handle: RefObject<DropReaderHandle | null>,
  onFiles: (files: File[]) => void,
): ReactNode {
  const [isMounted, setIsMounted] = useState(false)
  useEffect(() => startTransition(() => setIsMounted(true)), [])
  const element = createElement(DropReader, { handle, onFiles })
  return isMounted ? createElement(Suspense, { fallback: null }, element) : null
}

/** Files alone: a folder among them has no bytes to send. */
function filesIn(data: DataTransfer): File[] {
  const isFolder = [...(data.items ?? [])]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.()?.isDirectory)
  return [...data.files].filter((_, index) => !isFolder[index])
}

function holdsFiles(data: DataTransfer | null): boolean {
  return data
    ? [...(data.types ?? [])].some((type) => type === 'Files' || type === 'application/x-moz-file')
    : false
}

/** A text field gets what it would have got without us: text always, and in rich text pictures, too. */
export function isTextTarget(target: EventTarget | null, types: readonly string[] = ['text/plain']): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('[contenteditable]:not([contenteditable="false"])')) return true
  const isText = target.closest(
    'textarea, input:not([type=button], [type=checkbox], [type=file], [type=radio], [type=range], [type=submit])',
  )
  return Boolean(isText) && [...types].some((type) => type.startsWith('text/'))
}
