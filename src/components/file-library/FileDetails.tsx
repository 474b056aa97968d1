import { useFile } from '../../hooks/useFile.js'
import type { Messages } from '../../messages/messages.js'
import type { FileItem, FileSource, LinkedRequest } from '../../protocol/file-item.js'
import { Part } from './parts.js'

/** What is known of a file, and the runs it was made by or used in. */
export function FileDetails({ file, messages }: { file: FileItem; messages: Messages }) {
  const detail = useFile(file.id)
  const added = Date.parse(file.createdAt)
  const sources: Readonly<Record<FileSource, string>> = {
    upload: messages.librarySourceUpload,
    request_output: messages.librarySourceOutput,
    external: messages.librarySourceExternal,
  }
  const roles: Readonly<Record<LinkedRequest['role'], string>> = {
    input: messages.libraryRoleInput,
    output: messages.libraryRoleOutput,
    thumbnail: messages.libraryRoleThumbnail,
  }
  const facts: readonly (readonly [string, string | undefined])[] = [
    [messages.libraryType, file.mimeType],
    [
      messages.librarySizeLabel,
      file.sizeBytes === undefined ? undefined : messages.librarySize(file.sizeBytes),
    ],
    [messages.libraryAdded, Number.isNaN(added) ? undefined : messages.libraryDate(added)],
    [messages.librarySource, sources[file.source]],
  ]
  const requests = detail.file?.requests ?? []

  return (
    <Part part="details" as="dl">
      {facts.map(
        ([term, value]) =>
          value && (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {requests.length > 0 && (
        <Part part="requests">
          <dt>{messages.libraryRequests}</dt>
          {requests.map((request) => (
            <dd key={`${request.requestId}:${request.role}:${request.position ?? 0}`}>
              {roles[request.role] ?? request.role} <code dir="ltr">{request.requestId}</code>
            </dd>
          ))}
        </Part>
      )}
    </Part>
  )
}
