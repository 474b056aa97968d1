'use client'

import { useId } from 'react'
import { useUpload, type UploadedFile } from 'modelrunner-react'

interface UploadButtonProps {
  accept?: string
  label?: string
  onUploaded: (file: UploadedFile) => void
}

/** One file, one button. The upload resumes after a network loss by itself. */
export function UploadButton({ accept, label = 'Choose a file', onUploaded }: UploadButtonProps) {
  const id = useId()
  const { upload, uploads, progress, isUploading } = useUpload({ accept, maxFiles: 1, onUploaded })
  const failed = uploads.find(({ state }) => state === 'failed')
  return (
    <div className="grid gap-1 text-sm">
      <label
        htmlFor={id}
        className="border-input bg-background hover:bg-accent focus-within:ring-ring inline-flex w-fit cursor-pointer items-center rounded-md border px-4 py-2 font-medium focus-within:ring-2"
      >
        {isUploading ? `Uploading ${Math.floor(progress.ratio * 100)} %` : label}
        <input
          id={id}
          type="file"
          accept={accept}
          disabled={isUploading}
          className="sr-only"
          onChange={(event) => {
            // A failure is shown below.
            upload(event.target.files ?? []).catch(() => {})
            event.target.value = ''
          }}
        />
      </label>
      {failed?.error && (
        <p role="alert" className="text-destructive">
          {failed.error.message}
        </p>
      )}
    </div>
  )
}
