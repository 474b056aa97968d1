/**
 * Every story in light, dark, Arabic, forced colours and with text of 200 %, with a contact sheet, into screenshots/.
 *   npm run screenshots                  all
 *   npm run screenshots -- errornotice   only stories whose id contains the word
 */
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()

const { spawnSync } = await import('node:child_process')
const { mkdir, readFile, rm, writeFile } = await import('node:fs/promises')
const { createServer } = await import('node:http')
const { availableParallelism } = await import('node:os')
const { extname } = await import('node:path')
const { chromium } = await import('playwright')
const { chromiumLaunch } = await import('./chromium-launch.mjs')
const { root } = await import('./root.mjs')

/** What each picture is taken in: Storybook's globals, and what the browser is told. */
const LOOKS = {
  light: { globals: 'theme:light' },
  dark: { globals: 'theme:dark' },
  rtl: { globals: 'theme:light;locale:ar' },
  forced: { globals: 'theme:system', forcedColors: 'active' },
  large: { globals: 'theme:light', fontSize: '200%' },
}
/** A story that has not settled by then is photographed as it is, ms. */
const SETTLE_MS = 10_000
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

const built = spawnSync('npm', ['run', '--silent', 'build-storybook'], { cwd: root, encoding: 'utf8' })
if (built.status !== 0) {
  process.stderr.write(`${built.stdout}${built.stderr}\nThe static Storybook does not build (see above).\n`)
  process.exit(1)
}

const folder = new URL('storybook-static/', root)
const server = createServer(async (request, response) => {
  const path = new URL(request.url ?? '/', 'http://storybook').pathname
  try {
    const bytes = await readFile(new URL(`.${path}`, folder))
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.end(bytes)
  } catch {
    response.statusCode = 404
    response.end()
  }
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const base = `http://127.0.0.1:${server.address().port}`

const words = process.argv.slice(2)
const { entries } = JSON.parse(await readFile(new URL('index.json', folder), 'utf8'))
const stories = Object.values(entries).filter(
  ({ type, id }) => type === 'story' && (words.length === 0 || words.some((word) => id.includes(word))),
)

const out = new URL('screenshots/', root)
if (words.length === 0) await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })

const browser = await chromium.launch(chromiumLaunch)
const jobs = stories.flatMap((story) => Object.entries(LOOKS).map(([look, how]) => ({ story, look, ...how })))
const unsettled = []
await Promise.all(Array.from({ length: Math.min(3, availableParallelism() + 1) }, photographAll))
await browser.close()
server.close()

await writeFile(new URL('index.html', out), contactSheet())
process.stdout.write(`${stories.length} stories × ${Object.keys(LOOKS).length}: screenshots/index.html\n`)
for (const name of unsettled) process.stdout.write(`did not settle: ${name}\n`)

async function photographAll() {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' })
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const page = await context.newPage()
    await page.emulateMedia({ forcedColors: job.forcedColors ?? 'none' })
    if (job.fontSize) await page.addInitScript(enlarge, job.fontSize)
    await page.goto(`${base}/iframe.html?id=${job.story.id}&viewMode=story&globals=${job.globals}`)
    // The preview marks its body once the story and its play function are through.
    const settled = await page
      .waitForFunction(
        () =>
          document.body.classList.contains('sb-show-main') && document.querySelector('#storybook-root > *'),
        null,
        { timeout: SETTLE_MS },
      )
      .then(() => page.waitForLoadState('networkidle', { timeout: SETTLE_MS }))
      .then(
        () => true,
        () => false,
      )
    if (!settled) unsettled.push(`${job.story.id} (${job.look})`)
    await page.screenshot({ path: new URL(`${job.story.id}.${job.look}.png`, out).pathname, fullPage: true })
    await page.close()
  }
  await context.close()
}

/** In the page, before its story renders. */
function enlarge(fontSize) {
  addEventListener('DOMContentLoaded', () =>
    document.documentElement.style.setProperty('font-size', fontSize),
  )
}

function contactSheet() {
  const rows = stories.map(
    ({ id, title, name }) =>
      `<section><h2>${title}: ${name}</h2><div>${Object.keys(LOOKS)
        .map(
          (look) =>
            `<figure><img loading="lazy" src="${id}.${look}.png" alt="${look}"><figcaption>${look}</figcaption></figure>`,
        )
        .join('')}</div></section>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>
body{margin:2rem;font:14px/1.5 system-ui,sans-serif;background:#ddd}
section{margin-block-end:2rem}h2{font-size:1rem}div{display:grid;grid-template-columns:repeat(5,1fr);gap:1rem}
figure{margin:0}img{inline-size:100%;border:1px solid #aaa;background:#fff}</style>${rows.join('\n')}</html>\n`
}
