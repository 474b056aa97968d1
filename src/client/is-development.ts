declare const process: { env: { NODE_ENV?: string } }

/**
 * Whether texts for developers may be shown. Written so that bundlers replace it: they know `process.env.NODE_ENV`, not
 * `process`, so a guard with `typeof process` would be false in every browser, in development too.
 */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV !== 'production'
}
