import type { User } from './isolation/user.js'
import type { ProxyEvent } from './options.js'
import type { PathParameters, RouteName } from './routing/routes.js'
import type { Target } from './routing/target.js'
import type { Settings } from './settings.js'
import type { Memory } from './memory.js'

/** One call that passed every gate: allowed route, known caller, key at hand. */
export interface Call {
  settings: Settings
  memory: Memory
  request: Request
  target: Target
  /** Undefined where an app's own rule lets a route through that the proxy does not know. */
  route: RouteName | undefined
  parameters: PathParameters
  apiKey: string
  /** Whom the call is kept to; undefined when users are not kept apart, or the route is open to all. */
  user: User | undefined
  event: Partial<ProxyEvent>
}
