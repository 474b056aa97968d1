import type { World } from '../state/world.js'

/** What lets a browser PUT to storage and read the ETag of a part. */
export function bucketCors(world: World): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    ...(world.settings.exposeEtag && { 'access-control-expose-headers': 'ETag' }),
  }
}
