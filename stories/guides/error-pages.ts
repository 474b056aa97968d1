const texts = import.meta.glob<string>('../../docs/errors/*.md', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** The page of each kind of error, one level down, since they stand below the overview. */
export const errorPages = Object.entries(texts)
  .map(([path, text]) => ({
    kind: path.replace(/^.*\/|\.md$/g, ''),
    text: text.replace(/^#/gm, '##'),
  }))
  .filter(({ kind }) => kind !== 'README')
