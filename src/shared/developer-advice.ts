/** What a developer checks first, beside the error's own message. Errors of `proxy` carry their advice themselves. */
const ADVICE: Readonly<Record<string, string | undefined>> = {
  unauthorized: 'The platform rejects the API key: check MODELRUNNER_KEY where the proxy runs.',
  forbidden: 'The API key may not do this: check its permissions, and `allow` and `endpoints` of the proxy.',
  'not-found': 'Check the spelling of the endpoint: owner/model, as in the catalog.',
  network: 'Check that the proxy is running at proxyUrl and allows the origin of this page.',
}

/** How a developer fixes what most likely caused an error; empty where it is not a mistake in the app's setup. */
export function adviceFor({ kind, status }: { kind: string; status?: number | undefined }): string {
  // A missing request is nobody's mistake; an endpoint is asked for by a submit or a schema (404 with the platform's envelope).
  return kind === 'not-found' && status !== 404 ? '' : (ADVICE[kind] ?? '')
}
