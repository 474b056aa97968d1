'use client'

import { FileUploader as Uploader, type FileUploaderProps } from 'modelrunner-react'

/** Drop zone and rows of the package, with your tokens instead of its stylesheet's. */
export function FileUploader(props: FileUploaderProps) {
  return (
    <Uploader
      className="text-foreground grid gap-3 text-sm [&_[data-mr-part=dropzone]]:border-input [&_[data-mr-part=dropzone]]:rounded-lg [&_[data-mr-part=dropzone]]:border-2 [&_[data-mr-part=dropzone]]:border-dashed [&_[data-mr-part=dropzone]]:p-8 [&_[data-mr-part=dropzone]]:text-center [&_button]:border-input [&_button]:hover:bg-accent [&_button]:rounded-md [&_button]:border [&_button]:px-3 [&_button]:py-1.5"
      {...props}
    />
  )
}
