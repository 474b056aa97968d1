let isSaid = false

/** Says in development, once, that the stylesheet is missing, where nothing suggests that the app styles the parts itself. */
export function warnWithoutStyles(): void {
  const root = document.querySelector('[data-mr-part=root]')
  // The stylesheet sets it on every root.
  if (isSaid || !root || getComputedStyle(root).getPropertyValue('--mr-c-accent')) return
  isSaid = true
  // eslint-disable-next-line no-console -- a developer's hint has no other place to go
  console.warn(
    "modelrunner-react: no styles are loaded. Import 'modelrunner-react/styles.css', or give classNames or components to style the parts yourself: docs/theming.md",
  )
}
