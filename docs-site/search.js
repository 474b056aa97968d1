// What the index is made with and how it is asked: in the browser, in the build and in tests.
export const INDEX_OPTIONS = {
  fields: ['title', 'heading', 'text'],
  storeFields: ['title', 'heading', 'url'],
}

/** Sections with all of the words; where there are none, sections with some of them. */
export function find(search, text) {
  const options = {
    prefix: true,
    fuzzy: 0.15,
    boost: { title: 3, heading: 2 },
    // Pages about the project itself come after the guides.
    boostDocument: (id) => (/^(decisions|contributing|changelog|architecture)/.test(id) ? 0.2 : 1),
    processTerm: (term) =>
      /^(a|an|and|by|for|in|my|of|on|or|the|to|with)$/i.test(term) ? null : term.toLowerCase(),
  }
  const all = search.search(text, { ...options, combineWith: 'AND' })
  return all.length > 0 ? all : search.search(text, options)
}
