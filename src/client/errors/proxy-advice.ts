const ADVICE: Record<number, string> = {
  200: 'A web page or a bare text came back: there is no proxy at proxyUrl.',
  400: 'It must be sent the target URL: is something in between dropping x-modelrunner-* headers?',
  401: 'Set MODELRUNNER_KEY where the proxy runs, or sign the person in if the proxy asks for that.',
  403: 'It does not allow this call: see its allow, endpoints and allowedOrigins.',
  404: 'There is no proxy at proxyUrl: mount the handler there.',
  412: 'It does not forward to this host: see hosts.',
}

const REDIRECT =
  'Let it answer 401 where nobody is signed in, instead of a sign-in page; or set proxyUrl to where it really is.'

/** What a developer does about a proxy's refusal. Only a missing method is said in production too: it shows there first. */
export function proxyAdvice(status: number, method: string, redirectedTo?: string): string {
  const missing =
    status === 405
      ? ` The route does not export ${method}: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler)`
      : ''
  // Spelt out, not isDevelopment(), so that bundlers drop the texts.
  if (process.env.NODE_ENV !== 'production') {
    return `${missing} ${redirectedTo ? REDIRECT : (ADVICE[status] ?? '')} See docs/errors/proxy.md`.replace(
      '  ',
      ' ',
    )
  }
  return missing
}
