'use client'

import { OutputView, type OutputViewProps } from 'modelrunner-react'

/** Whatever a model returned, in a grid of your own. Only safe URLs are rendered; text from the network stays text. */
export function OutputGallery(props: OutputViewProps) {
  return (
    <OutputView
      className="text-foreground grid gap-3 [&_audio]:w-full [&_img]:w-full [&_img]:rounded-lg [&_pre]:bg-muted [&_pre]:overflow-auto [&_pre]:rounded-lg [&_pre]:p-4 [&_video]:w-full [&_video]:rounded-lg"
      {...props}
    />
  )
}
