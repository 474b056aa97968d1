import type { HandlerState } from './handler-state.js'
import type { User } from './isolation/user.js'
import type { Limits } from './limits/limits.js'
import type { ProxyEvent } from './options.js'
import type { RouteMatch, RouteName } from './routing/routes.js'
import type { Settings } from './settings.js'
import type { BodyLease } from './upstream/bodies.js'
import type { Upstream } from './upstream/call-upstream.js'
import type { UserState } from './user-state.js'

/** One call that passed every check: allowed route, known caller, key at hand. */
export interface Call extends Pick<RouteMatch, 'target' | 'parameters'> {
  settings: Settings
  state: HandlerState
  request: Request
  /** Undefined where an app's own rule lets a route through that the proxy does not know. */
  route: RouteName | undefined
  upstream: Upstream
  /** As `authorize` gave it. */
  userId: string | undefined
  /** What the process keeps for the caller, and counts against its limits. */
  own: UserState
  limits: Limits
  /** Whom the call is kept to; undefined when users are not isolated, or the route is open to all. */
  user: User | undefined
  /** The memory that the call's body takes. */
  lease: BodyLease
  event: Partial<ProxyEvent>
}
