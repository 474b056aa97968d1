import { type UploadInitiated, uploadInitiatedShape } from '../../protocol/file-item.js'
import { lifecycleHeader } from '../transport/lifecycle-header.js'
import { initiateBody } from './initiate-body.js'
import type { UploadEnv, UploadRun } from './upload-run.js'

/** Asks where a file goes. Safe to repeat: it only signs. */
export function initiateUpload(
  { client }: UploadEnv,
  { facts, options, signal }: UploadRun,
  extra?: { relay: true },
): Promise<UploadInitiated> {
  return client.transport.call<UploadInitiated>({
    host: 'rest',
    method: 'POST',
    path: '/storage/upload/initiate',
    body: { ...initiateBody(facts), ...extra },
    headers: lifecycleHeader(options.lifecycle),
    shape: uploadInitiatedShape,
    retry: true,
    signal,
  })
}
