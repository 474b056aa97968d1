export interface PendingFileChanges {
  /** Files that were deleted here: an answer that was on its way must not bring them back. */
  readonly removed: Set<string>
  /** The ids of tags that were shown before the platform had made them, by what stood for the id. */
  readonly tagIds: Map<string, string>
  /** Runs the calls of one file one after another, so that the last thing asked for is what rests. */
  inOrder<T>(id: string, call: () => Promise<T>): Promise<T>
}

/** What this client is doing to files of the library. One per client: `client.use(createFileChanges)`. */
export function createFileChanges(): PendingFileChanges {
  const last = new Map<string, Promise<unknown>>()
  return {
    removed: new Set(),
    tagIds: new Map(),
    inOrder(id, call) {
      const turn = (last.get(id) ?? Promise.resolve()).then(call, call)
      last.set(id, turn)
      const done = () => {
        if (last.get(id) === turn) last.delete(id)
      }
      turn.then(done, done)
      return turn
    },
  }
}
