import type { Call } from '../call.js'
import { forward } from '../forward.js'
import type { RouteName } from '../routing/routes.js'
import { countOwnFiles, listOwnFiles } from './file-list.js'
import { changeOwnFile, getOwnFile, tagOwnFile, untagOwnFile } from './files.js'
import { callOwnRequest, listOwnRequests } from './requests.js'
import { createOwnTag, deleteOwnTag, listOwnTags } from './tags.js'
import { completeOwnMultipart, getOwnPartUrl, initiateOwnUpload } from './uploads.js'
import type { User } from './user.js'

type IsolatedAnswer = (call: Call, user: User) => Promise<Response>

/** The catalog is the same for everybody. */
const forwardCatalog: IsolatedAnswer = (call) => forward(call)

/**
 * How each route is held to one user. A route that is missing here is not open to isolated users:
 * balance and usage are the account's, and what the proxy does not know it cannot filter.
 */
export const ISOLATED: Partial<Record<RouteName, IsolatedAnswer>> = {
  requestList: listOwnRequests,
  request: callOwnRequest,
  status: callOwnRequest,
  result: callOwnRequest,
  cancel: callOwnRequest,
  cancelByGet: callOwnRequest,
  visibility: callOwnRequest,
  deletePayloads: callOwnRequest,

  initiateUpload: initiateOwnUpload,
  initiateMultipart: initiateOwnUpload,
  partUrl: getOwnPartUrl,
  completeMultipart: completeOwnMultipart,

  fileList: listOwnFiles,
  fileFacets: countOwnFiles,
  fileByUrl: getOwnFile,
  file: getOwnFile,
  deleteFile: changeOwnFile,
  favorite: changeOwnFile,
  unfavorite: changeOwnFile,
  tagFile: tagOwnFile,
  untagFile: untagOwnFile,

  tagList: listOwnTags,
  createTag: createOwnTag,
  deleteTag: deleteOwnTag,

  modelList: forwardCatalog,
  modelFacets: forwardCatalog,
  featuredModels: forwardCatalog,
  pricing: forwardCatalog,
  modelSchema: forwardCatalog,
  model: forwardCatalog,
}
