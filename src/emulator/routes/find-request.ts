import { HttpError } from '../http/http-error.js'
import type { Call } from '../http/route.js'
import type { RequestRecord } from '../lifecycle/request-record.js'

/** The request a call names; 400 for what is no id, 404 where there is none, or not under this endpoint. */
export function findRequest({ world, params, entry }: Call): RequestRecord {
  const { id = '', endpoint } = params
  entry.requestId = id
  if (!/^[\w-]{1,64}$/.test(id)) throw new HttpError(400, 'Malformed request id')
  const record = world.lifecycle.records.get(id)
  const isHere =
    endpoint === undefined ||
    endpoint === record?.item.modelEndpoint ||
    endpoint === record?.item.requestedModelEndpoint
  if (!record || !isHere) throw new HttpError(404, 'Request not found')
  return record
}
