import { useRequests, useResult } from 'modelrunner-react'

/** A page that knows a run by its id alone, as from a link. */
function SharedImage({ requestId }: { requestId: string | undefined }) {
  const { output, error, isPending } = useResult<string[]>(requestId)
  if (error) return <p role="alert">{error.message}</p>
  if (isPending || !output) return <p role="status">Generating…</p>
  return output.map((url) => <img key={url} src={url} alt="What was drawn" width="256" height="256" />)
}

/** Here the link is the newest run of the history. */
export function NewestImage() {
  const { requests } = useRequests({ endpoint: 'bytedance/sdxl-lightning-4step', limit: 1 })
  return (
    <div className="example">
      <SharedImage requestId={requests[0]?.id} />
    </div>
  )
}
