const texts = import.meta.glob<string>('../../docs/errors/*.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** The page of each kind of error, one level down, since they stand below the overview. */
export const errorPages = Object.entries(texts)
  .filter(([path]) => !path.endsWith('README.md'))
  .map(([, text]) => text.replace(/^#/gm, '##'))
