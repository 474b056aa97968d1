import { FileUploader } from 'modelrunner-react'

export function Uploads() {
  return <FileUploader multiple accept="image/*,video/*" maxFiles={10} />
}
