/** One call, as `onEvent` is told of it when its answer begins. Holds no bodies, no keys, no query strings. */
export interface ProxyEvent {
  method: string
  /** The route that matched, e.g. `POST queue /{endpoint}`; absent when the call was refused before. */
  route?: string
  /** The endpoint in the path, where there is one. */
  endpoint?: string
  /** HTTP status that was answered. */
  status: number
  /** From the call's arrival to the beginning of its answer. */
  ms: number
  /** As `authorize` gave it. */
  userId?: string
  /** Why the proxy itself refused. Absent on answers of the platform. */
  refused?: string
  /** A repeated submit that got the first one's answer; nothing was sent again. */
  repeated?: true
}
