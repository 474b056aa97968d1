import { summaryOf } from './render-page.mjs'

/** `llms.txt` (https://llmstxt.org): what the package is, and a line for each page. `base` stands before each link. */
export function llmsText(pages, base = '') {
  const [readme] = pages
  const sections = [...new Set(pages.map(({ section }) => section))].map((section) => {
    const lines = pages
      .filter((page) => page.section === section)
      .map((page) => `- [${page.title}](${base}${base ? page.file : page.url}): ${summaryOf(page.text)}`)
    return `## ${section}\n\n${lines.join('\n')}`
  })
  return `# modelrunner-react\n\n> ${summaryOf(readme.text)}\n\n${sections.join('\n\n')}\n`
}

/** All guides in one text, without the pages about the project itself. */
export function llmsFullText(pages) {
  return pages
    .filter(({ section }) => !['Project', 'Decisions'].includes(section))
    .map(({ file, text }) => `<!-- ${file} -->\n\n${text.trim()}\n`)
    .join('\n\n')
}
