/**
 * Every story in light, dark, Arabic, forced colours, with text of 200 %, 280 px wide and on a phone, into screenshots/: each by
 * itself, all of them beside each other in index.html, and as contact sheets of a look (sheet.dark.1.png).
 *   npm run screenshots                       all
 *   npm run screenshots -- errornotice        only stories whose id contains the word
 *   npm run screenshots -- --look dark,rtl    only these looks
 *   npm run screenshots -- --built            of storybook-static/ as it is
 */
const { ensureInstalled } = await import('./ensure-installed.mjs')
ensureInstalled()

const { spawnSync } = await import('node:child_process')
const { mkdir, readFile, rm, writeFile } = await import('node:fs/promises')
const { createServer } = await import('node:http')
const { availableParallelism } = await import('node:os')
const { extname } = await import('node:path')
const { parseArgs } = await import('node:util')
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
  // 280 px and the surface's padding.
  narrow: { globals: 'theme:light', width: 328 },
  phone: { globals: 'theme:light', width: 390, height: 844, isPhone: true },
}
/** So many stories share a contact sheet: what can still be read when it is opened. */
const STORIES_A_SHEET = 12
/** A story whose play function is not through by then is photographed as it is, and named, ms. */
const SETTLE_MS = 30_000
/** Nothing changed for so long: what was being read is there. Below the second that clocks tick in, ms. */
const QUIET_MS = 600
/** Some stories never rest: bytes on their way, a countdown. ms. */
const RESTLESS_MS = 3000
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { look: { type: 'string' }, built: { type: 'boolean', default: false } },
})
const looks = options.look?.split(',') ?? Object.keys(LOOKS)
const unknown = looks.filter((look) => !(look in LOOKS))
if (unknown.length > 0) {
  process.stderr.write(`No such look: ${unknown.join(', ')}. There are ${Object.keys(LOOKS).join(', ')}.\n`)
  process.exit(1)
}

const build = () => spawnSync('npm', ['run', '--silent', 'build-storybook'], { cwd: root, encoding: 'utf8' })
const built = options.built ? undefined : build()
if (built && built.status !== 0) {
  process.stderr.write(`${built.stdout}${built.stderr}\nThe static Storybook does not build (see above).\n`)
  process.exit(1)
}

const folder = new URL('storybook-static/', root)
/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
  const path = new URL(request.url ?? '/', 'http://storybook').pathname
  try {
    const bytes = await readFile(new URL(`.${path}`, folder))
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.end(bytes)
  } catch {
    response.statusCode = 404
    response.end()
  }
}
const server = createServer((request, response) => void answer(request, response))
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const base = `http://127.0.0.1:${server.address().port}`

const { entries } = JSON.parse(await readFile(new URL('index.json', folder), 'utf8'))
const stories = Object.values(entries).filter(
  ({ type, id }) => type === 'story' && (words.length === 0 || words.some((word) => id.includes(word))),
)

const out = new URL('screenshots/', root)
if (words.length === 0 && !options.look) await rm(out, { recursive: true, force: true })
await mkdir(out, { recursive: true })

const browser = await chromium.launch(chromiumLaunch)
const jobs = stories.flatMap((story) => looks.map((look) => ({ story, look, ...LOOKS[look] })))
const unsettled = []
await Promise.all(Array.from({ length: 2 * availableParallelism() }, photographAll))
server.close()

await writeFile(new URL('index.html', out), everyPicture())
await drawSheets()
await browser.close()
process.stdout.write(`${stories.length} stories × ${looks.length}: screenshots/index.html\n`)
for (const name of unsettled) process.stdout.write(`did not settle: ${name}\n`)

async function photographAll() {
  /** One for each look: to load Storybook takes longer than a story. */
  const pages = new Map()
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    const page = pages.get(job.look) ?? (await open(job))
    pages.set(job.look, page)
    await page.setViewportSize(viewport(job))
    const phase = await show(page, job.story.id)
    if (phase !== 'finished') unsettled.push(`${job.story.id} (${job.look}): ${phase}`)
    await page.evaluate(rest, [QUIET_MS, RESTLESS_MS])
    await showWhole(page, job)
    await page.screenshot({ path: new URL(`${job.story.id}.${job.look}.png`, out).pathname })
  }
  for (const page of pages.values()) await page.context().close()
}

function viewport({ width = 800, height = 600 }) {
  return { width, height }
}

/**
 * As high as the page is, so that all of it is in sight. A picture with Playwright's fullPage would lose the coarse pointer of a
 * phone, draw sticky bars in mid-page, and leave out what a dialog's backdrop covers below.
 */
async function showWhole(page, job) {
  const { width } = viewport(job)
  // What is as high as a part of the window grows with it: measured once more.
  for (let { height } = viewport(job), round = 0; round < 2; round += 1) {
    const whole = await page.evaluate(() => document.documentElement.scrollHeight)
    if (whole <= height) return
    height = whole
    await page.setViewportSize({ width, height })
    await page.evaluate(rest, [QUIET_MS, RESTLESS_MS])
  }
}

async function open({ story, globals, forcedColors = 'none', fontSize, isPhone = false, ...size }) {
  const page = await browser.newPage({
    viewport: viewport(size),
    reducedMotion: 'reduce',
    forcedColors,
    hasTouch: isPhone,
    isMobile: isPhone,
  })
  if (fontSize) await page.addInitScript(enlarge, fontSize)
  const address = `${base}/iframe.html?id=${story.id}&viewMode=story&globals=${globals}`
  // Four browsers start at once, perhaps on a busy machine.
  await page.goto(address, { timeout: 4 * SETTLE_MS, waitUntil: 'commit' })
  return page
}

/** Goes to a story as Storybook's own list does: in the page that is open. */
async function show(page, storyId) {
  await page.waitForFunction(() => window.__STORYBOOK_ADDONS_CHANNEL__)
  // On a phone there is no pointer to leave what it is over.
  if (!(await page.evaluate(() => matchMedia('(hover: none)').matches))) await page.mouse.move(0, 0)
  await page.evaluate((id) => {
    window.__STORYBOOK_ADDONS_CHANNEL__.emit('setCurrentStory', { storyId: id, viewMode: 'story' })
    scrollTo(0, 0)
  }, storyId)
  return page.waitForFunction(lastPhase, storyId, { timeout: SETTLE_MS }).then(
    (handle) => handle.jsonValue(),
    () => 'late',
  )
}

/** In the page: how its story ended, its play function included. */
function lastPhase(storyId) {
  const { id, phase } = window.__STORYBOOK_PREVIEW__?.currentRender ?? {}
  return id === storyId ? ['finished', 'errored', 'aborted'].find((last) => last === phase) : undefined
}

/** In the page: until its pictures are there and nothing has changed for a while. */
async function rest([quietMs, restlessMs]) {
  // A picture of the whole page holds what would only load when somebody scrolls to it.
  for (const image of document.images) image.loading = 'eager'
  const started = performance.now()
  let changed = started
  const observer = new MutationObserver(() => (changed = performance.now()))
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  })
  const loading = () =>
    [...document.images].some((image) => !image.complete) ||
    [...document.querySelectorAll('video, audio')].some(
      (media) => media.networkState === HTMLMediaElement.NETWORK_LOADING && media.readyState < 2,
    )
  const isOver = (now) => now - started > restlessMs || (now - changed > quietMs && !loading())
  while (!isOver(performance.now())) await new Promise((next) => setTimeout(next, 50))
  observer.disconnect()
}

/** In the page, before its story renders. */
function enlarge(fontSize) {
  addEventListener('DOMContentLoaded', () =>
    document.documentElement.style.setProperty('font-size', fontSize),
  )
}

/** All stories of a look beside each other, as pictures: to be looked at in one go. */
async function drawSheets() {
  const page = await browser.newPage({ viewport: { width: 1800, height: 600 } })
  for (const look of looks) {
    for (let from = 0; from < stories.length; from += STORIES_A_SHEET) {
      const number = 1 + from / STORIES_A_SHEET
      const file = new URL(`sheet.${look}.${number}.html`, out)
      await writeFile(file, sheet(look, stories.slice(from, from + STORIES_A_SHEET)))
      await page.goto(file.href)
      await page.screenshot({ path: file.pathname.replace('.html', '.png'), fullPage: true })
      await rm(file)
    }
  }
}

function sheet(look, some) {
  const columns = (LOOKS[look].width ?? 800) < 400 ? 6 : 4
  const figures = some.map(
    ({ id, title, name }) =>
      `<figure><figcaption>${title}: ${name}</figcaption><img src="${id}.${look}.png" alt=""></figure>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>
body{margin:1rem;font:14px/1.5 system-ui,sans-serif;background:#ddd;columns:${columns};column-gap:1rem}
figure{margin:0 0 1rem;break-inside:avoid}img{display:block;inline-size:100%;max-block-size:1500px;object-fit:cover;object-position:top}
</style>${figures.join('\n')}</html>\n`
}

function everyPicture() {
  const rows = stories.map(
    ({ id, title, name }) =>
      `<section><h2>${title}: ${name}</h2><div>${looks
        .map(
          (look) =>
            `<figure><img loading="lazy" src="${id}.${look}.png" alt="${look}"><figcaption>${look}</figcaption></figure>`,
        )
        .join('')}</div></section>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title><style>
body{margin:2rem;font:14px/1.5 system-ui,sans-serif;background:#ddd}
section{margin-block-end:2rem}h2{font-size:1rem}div{display:grid;grid-template-columns:repeat(${looks.length},1fr);gap:1rem}
figure{margin:0}img{inline-size:100%;border:1px solid #aaa;background:#fff}</style>${rows.join('\n')}</html>\n`
}
