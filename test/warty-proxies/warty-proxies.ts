import { buffers } from './buffers.js'
import { forwardsAuthorization } from './forwards-authorization.js'
import { htmlAppPage } from './html-app-page.js'
import { htmlErrorPage } from './html-error-page.js'
import { ignoresAbort } from './ignores-abort.js'
import { leaksKey } from './leaks-key.js'
import { noKey } from './no-key.js'
import { official } from './official.js'
import { onlyGetPostPut } from './only-get-post-put.js'
import { openToAnyHost } from './open-to-any-host.js'
import { redirectsToSignIn } from './redirects-to-sign-in.js'
import { refusesHeader } from './refuses-header.js'
import { refusesHost } from './refuses-host.js'
import { silentStream } from './silent-stream.js'
import { swallowsStatus } from './swallows-status.js'
import { wrongContentType } from './wrong-content-type.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** Every way in which proxies are known to fall short, by name. */
export const wartyProxies = {
  official,
  swallowsStatus,
  buffers,
  silentStream,
  onlyGetPostPut,
  refusesHost,
  refusesHeader,
  noKey,
  htmlErrorPage,
  htmlAppPage,
  redirectsToSignIn,
  forwardsAuthorization,
  wrongContentType,
  leaksKey,
  openToAnyHost,
  ignoresAbort,
} as const satisfies Record<string, WartyProxyFactory>
