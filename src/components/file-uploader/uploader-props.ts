import type { UploadOptions } from '../../client/uploads/upload-options.js'
import type { FileUploaderParts } from '../file-list/parts.js'
import type { PropsOf } from '../internal/part-props.js'
import type { FileUploaderState } from './use-file-uploader.js'

interface OwnProps extends UploadOptions {
  /** URLs of what is there, in order. With it, the app holds the list; without, the component does. */
  value?: readonly string[]
  /** URLs that are there at first. */
  defaultValue?: readonly string[]
  /** Called with the URLs of all that is up, in order, whenever they change. */
  onChange?: (urls: string[]) => void
  /** Name in a plain form: one field per URL. */
  name?: string
  /** Several files; without it a new file takes the old one's place. @default whether `maxFiles` is above 1 */
  multiple?: boolean
  /** Opens the camera or the microphone where the device has one, as `<input capture>` does. */
  capture?: boolean | 'user' | 'environment'
  /** Offers to choose a whole folder, where the browser can. @default false */
  directory?: boolean
  /** Takes no files; what is up stays, and goes with no form. @default false */
  disabled?: boolean
  /** Shows the list and lets nothing be changed. @default false */
  readOnly?: boolean
  /** A form with it is invalid while there is no file. While files are on their way, a form is invalid in any case. @default false */
  required?: boolean
  /** A form that is submitted while files are on their way is submitted once they are up, instead of being invalid. @default false */
  waitOnSubmit?: boolean
  /** Offers to change the order of several files. @default false */
  orderable?: boolean
}

export interface FileUploaderBehaviour extends FileUploaderState {
  /** Opens the file dialog. */
  open(): void
  /** Files are held over it. */
  isDragging: boolean
}

export type FileUploaderProps = PropsOf<'div', FileUploaderParts, FileUploaderBehaviour, OwnProps>

/**
 * Where in the app an uploader stands. One that comes back to the same page with the same name, id and options is taken
 * for the one that left; give two on one page different names or ids.
 */
export function slotOf({
  name,
  id,
  accept,
  maxFiles,
  maxSize,
  multiple,
  onChange,
  ...props
}: FileUploaderProps): string {
  const page = typeof location === 'undefined' ? '' : location.href
  const label = props['aria-label'] ?? props['aria-labelledby']
  return JSON.stringify([page, name, id, label, accept, maxFiles, maxSize, multiple, identityOf(onChange)])
}

const identities = new WeakMap<object, number>()
let lastIdentity = 0

/** Setters of a living component are distinguished by themselves, functions that are written inline by their text. */
function identityOf(callback: object | undefined): string | number | undefined {
  if (!callback) return undefined
  const text = String(callback)
  if (!text.includes('[native code]')) return text
  const known = identities.get(callback) ?? ++lastIdentity
  identities.set(callback, known)
  return known
}

type OwnName = Exclude<keyof OwnProps, keyof UploadOptions> | 'children'

/** Written out because the compiler would list each attribute of a `div`. */
interface SplitProps {
  own: Pick<FileUploaderProps, OwnName>
  options: UploadOptions
  outer: Omit<FileUploaderProps, OwnName | keyof UploadOptions>
}

const OWN = {
  value: true,
  defaultValue: true,
  onChange: true,
  name: true,
  multiple: true,
  capture: true,
  directory: true,
  disabled: true,
  readOnly: true,
  required: true,
  orderable: true,
  waitOnSubmit: true,
  children: true,
} satisfies Record<OwnName, true>

const OPTIONS = {
  accept: true,
  maxSize: true,
  maxFiles: true,
  allowEmpty: true,
  duplicates: true,
  concurrency: true,
  partConcurrency: true,
  partSize: true,
  multipartThreshold: true,
  resumable: true,
  lifecycle: true,
  relay: true,
  onUploaded: true,
  onError: true,
} satisfies Record<keyof UploadOptions, true>

/** Upload options go to the engine, own props to the component, all else to the root. */
export function split(props: FileUploaderProps): SplitProps {
  const pick = (isWanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(props).filter(([name]) => isWanted(name)))
  return {
    own: pick((name) => Object.hasOwn(OWN, name)),
    options: pick((name) => Object.hasOwn(OPTIONS, name)),
    // What is in neither list is in no other type than this one.
    outer: pick((name) => !Object.hasOwn(OWN, name) && !Object.hasOwn(OPTIONS, name)) as SplitProps['outer'],
  }
}
