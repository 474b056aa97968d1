const LEAST_NODE = 20

/** Stops with a plain sentence where Node is too old to run anything here. */
export function requireNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= LEAST_NODE) return
  process.stderr.write(`This needs Node ${LEAST_NODE} or newer; this is Node ${process.versions.node}.\n`)
  process.exit(1)
}
