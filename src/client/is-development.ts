declare const process: { env: { NODE_ENV?: string } } | undefined

/** Whether texts for developers may be shown. Bundlers replace the inner expression; a bare browser has no `process`. */
export function isDevelopment(): boolean {
  return typeof process !== 'undefined' && process.env.NODE_ENV !== 'production'
}
