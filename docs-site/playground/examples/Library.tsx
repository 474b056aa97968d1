import { FileLibrary } from 'modelrunner-react'

export function Library() {
  return <FileLibrary />
}
