/** Focuses an element that the coming render brings. */
export function focusSoon(find: () => HTMLElement | null): void {
  requestAnimationFrame(() => find()?.focus())
}
