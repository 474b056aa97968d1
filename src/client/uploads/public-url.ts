import { ModelRunnerError } from '../errors/model-runner-error.js'

/** The URL of an uploaded file, checked: it becomes model input, and a link or a picture in apps. */
export function publicUrl(url: string): string {
  if (/^https?:\/\/[^/]/i.test(url)) return url
  throw new ModelRunnerError({
    kind: 'unexpected-response',
    message: `The platform named ${url ? `"${url.slice(0, 200)}"` : 'nothing'} as the URL of an uploaded file, which is no http(s) URL.`,
  })
}
