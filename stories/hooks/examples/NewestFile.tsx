import { useFile, useFiles } from 'modelrunner-react'

/** One file in detail, with the runs that made or used it. */
function FileCard({ id }: { id: string | undefined }) {
  const { file, isPending, error } = useFile(id)
  if (error) return <p role="alert">{error.message}</p>
  if (isPending || !file) return <p role="status">Looking …</p>
  return (
    <dl>
      <dt>Type</dt>
      <dd>{file.mimeType ?? 'unknown'}</dd>
      <dt>Tags</dt>
      <dd>{file.tags.map(({ name }) => name).join(', ') || 'none'}</dd>
      <dt>Runs</dt>
      <dd>{file.requests?.map(({ requestId, role }) => `${role} of ${requestId}`).join(', ') || 'none'}</dd>
    </dl>
  )
}

export function NewestFile() {
  const { files } = useFiles({ limit: 1 })
  return (
    <div className="example">
      <FileCard id={files[0]?.id} />
    </div>
  )
}
