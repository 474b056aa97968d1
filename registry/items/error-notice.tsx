'use client'

import { ErrorNotice as Notice, type ErrorNoticeProps } from 'modelrunner-react'

/** The package's notice (countdown, top-up, field errors, request id) in your own tokens. */
export function ErrorNotice(props: ErrorNoticeProps) {
  return (
    <Notice
      className="border-destructive/40 bg-destructive/5 text-foreground grid gap-2 rounded-lg border p-4 text-sm [&_button]:border-input [&_button]:bg-background [&_button]:hover:bg-accent [&_button]:rounded-md [&_button]:border [&_button]:px-3 [&_button]:py-1.5 [&_button]:font-medium"
      {...props}
    />
  )
}
