import MarkdownIt from 'markdown-it'
import { createHighlighter } from 'shiki'
import { anchorOf } from './anchor.mjs'
import { urlOf } from './pages.mjs'

const LANGUAGES = [
  'ts',
  'tsx',
  'js',
  'json',
  'css',
  'html',
  'sh',
  'bash',
  'http',
  'nginx',
  'docker',
  'toml',
  'yaml',
  'diff',
]
const REPOSITORY = 'https://github.com/modelrunner/modelrunner-react/blob/main'

/** Turns Markdown pages into HTML pages of the site. */
export async function createRenderer(pages) {
  const highlighter = await createHighlighter({
    themes: ['github-light-high-contrast', 'github-dark-high-contrast'],
    langs: LANGUAGES,
  })
  const known = new Set(pages.map(({ file }) => file))
  const markdown = new MarkdownIt({
    html: false,
    linkify: true,
    highlight: (code, language) =>
      highlighter.codeToHtml(code, {
        lang: LANGUAGES.includes(language) ? language : 'text',
        themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
        defaultColor: false,
        // A box that scrolls is reached by keyboard.
        transformers: [{ pre: (node) => void (node.properties.tabindex = '0') }],
      }),
  })
  markdown.renderer.rules.heading_open = (tokens, index, options, env, self) => {
    const id = anchorOf(tokens[index + 1].content.replace(/`/g, ''))
    tokens[index].attrSet('id', id)
    env.headings.push({
      level: Number(tokens[index].tag.slice(1)),
      id,
      text: plain(tokens[index + 1].content),
    })
    return self.renderToken(tokens, index, options)
  }
  markdown.renderer.rules.heading_close = (tokens, index, options, env, self) => {
    const { id, text } = env.headings.at(-1)
    const link =
      tokens[index].tag === 'h1'
        ? ''
        : ` <a class="anchor" href="#${id}" aria-label="Link to ${escape(text)}">#</a>`
    return link + self.renderToken(tokens, index, options)
  }
  markdown.renderer.rules.table_open = (_tokens, _index, _options, env) => {
    env.tables += 1
    // Landmarks of one page have names of their own.
    const name = escape(`Table ${env.tables}: ${env.headings.at(-1)?.text ?? ''}`)
    return `<div class="table" tabindex="0" role="region" aria-label="${name}"><table>`
  }
  markdown.renderer.rules.table_close = () => '</table></div>'
  // A column without a name has no header, which a screen reader would announce as an empty one.
  markdown.core.ruler.push('headers', ({ tokens }) => {
    for (const [index, token] of tokens.entries())
      if (token.type === 'th_open' && !tokens[index + 1].content) token.tag = tokens[index + 2].tag = 'td'
  })
  markdown.core.ruler.push('links', (state) => {
    for (const { children } of state.tokens) {
      for (const token of children ?? []) {
        if (token.type === 'link_open')
          token.attrSet('href', linkTo(token.attrGet('href'), state.env.page, known))
        if (token.type === 'image') token.attrSet('src', imageOf(token.attrGet('src'), state.env.page))
      }
    }
  })

  return function render(page) {
    const env = { page, headings: [], tables: 0 }
    const body = markdown.render(page.text, env)
    return { html: layout(page, body, env.headings, pages), headings: env.headings }
  }
}

function linkTo(href, page, known) {
  if (/^([a-z]+:|#)/.test(href)) return href
  const { pathname, hash } = new URL(href, `file:///${page.file}`)
  const file = decodeURIComponent(pathname.slice(1))
  const target = known.has(file) ? file : known.has(`${file}/README.md`) ? `${file}/README.md` : undefined
  // Code, fixtures and folders stand in the repository alone.
  return target ? relativeTo(page, urlOf(target)) + hash : `${REPOSITORY}/${file}`
}

function imageOf(src, page) {
  if (/^[a-z]+:/.test(src)) return src
  const file = new URL(src, `file:///${page.file}`).pathname.slice(1)
  return relativeTo(page, file.replace(/^docs\//, ''))
}

/** A link from a page to a file of the site, so that the site works from any folder. */
export function relativeTo({ url }, target) {
  return '../'.repeat(url.split('/').length - 1) + target
}

function layout(page, body, headings, pages) {
  const to = (target) => relativeTo(page, target)
  const index = pages.indexOf(page)
  const [before, after] = [pages[index - 1], pages[index + 1]]
  const contents = headings.filter(({ level }) => level === 2)
  return `<!doctype html>
<html lang="en" data-base="${to('')}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(page.title)} · modelrunner-react</title>
<meta name="description" content="${escape(summaryOf(page.text))}">
<link rel="stylesheet" href="${to('site.css')}">
<link rel="icon" href="${to('icon.svg')}">
<script type="module" src="${to('site.js')}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to content</a>
<header class="bar">
<a class="brand" href="${to('index.html')}">modelrunner-react</a>
<button type="button" class="menu" aria-expanded="false" aria-controls="nav">Menu</button>
<div class="search" role="search">
<input type="search" placeholder="Search" aria-label="Search the docs" aria-controls="results" autocomplete="off">
<ul id="results" hidden></ul>
</div>
</header>
<div class="page">
<nav id="nav" aria-label="Docs">
${navigation(page, pages, to)}
</nav>
<main id="content">
${body}
<footer class="turn">
${before ? `<a rel="prev" href="${to(before.url)}">← ${escape(before.title)}</a>` : '<span></span>'}
${after ? `<a rel="next" href="${to(after.url)}">${escape(after.title)} →</a>` : ''}
</footer>
</main>
${contents.length > 1 ? `<aside aria-label="On this page"><strong>On this page</strong><ul>${contents.map(({ id, text }) => `<li><a href="#${id}">${escape(text)}</a></li>`).join('')}</ul></aside>` : '<div></div>'}
</div>
</body>
</html>
`
}

function navigation(page, pages, to) {
  const links = [
    ['playground/index.html', 'Playground'],
    ['storybook/index.html', 'Storybook'],
    ['api/index.html', 'API reference'],
  ]
  const tools = links.map(([url, title]) => `<li><a href="${to(url)}">${title}</a></li>`).join('\n')
  const sections = [...new Set(pages.map(({ section }) => section))].map((section) => {
    const items = pages.filter((each) => each.section === section)
    const list = items
      .map(
        (each) =>
          `<li><a href="${to(each.url)}"${each === page ? ' aria-current="page"' : ''}>${escape(each.title)}</a></li>`,
      )
      .join('\n')
    const open = items.includes(page) || items.length < 15
    return `<details${open ? ' open' : ''}><summary>${section}</summary><ul>\n${list}\n</ul></details>`
  })
  return `<ul class="tools">\n${tools}\n</ul>\n${sections.join('\n')}`
}

/** The first paragraph, as plain text. */
export function summaryOf(text) {
  const paragraph = text
    .replace(/^#.*$/gm, '')
    .split(/\n\s*\n/)
    .map((each) => each.trim())
    .find((each) => each && !/^[!|`*-]/.test(each))
  return plain((paragraph ?? '').replace(/\s+/g, ' '))
}

/** Markdown without its signs. */
export function plain(text) {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '')
}

const escape = (text) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign])
