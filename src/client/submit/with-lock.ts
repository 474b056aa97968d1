/** Runs alone among all tabs of the origin where the browser has Web Locks; elsewhere simply runs, and is told so. */
export async function withLock<T>(
  name: string | undefined,
  run: (isAlone: boolean) => Promise<T>,
): Promise<T> {
  const locks = name && typeof navigator !== 'undefined' ? navigator.locks : undefined
  if (!locks || !name) return run(false)
  let began = false
  try {
    return await locks.request(name, () => {
      began = true
      return run(true)
    })
  } catch (error) {
    // Locks that are there but forbidden must not stop a submit.
    if (began) throw error
    return run(false)
  }
}
