const heldBy = new WeakMap<ReadableStream, Request>()

/**
 * Keeps a request as long as the body of its answer is there. A request that is collected as garbage no longer
 * passes its signal's abort on, so that whoever answers it would never hear that the other side has left.
 */
export function holdRequest(request: Request, response: Response): Response {
  if (response.body) heldBy.set(response.body, request)
  return response
}
