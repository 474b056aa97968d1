import { chromium } from 'playwright'
import { chromiumLaunch } from './chromium-launch.mjs'
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
const T={'.html':'text/html','.js':'text/javascript','.css':'text/css','.json':'application/json','.svg':'image/svg+xml'}
const s=createServer(async(q,r)=>{try{const p=new URL(q.url,'http://x').pathname;const b=await readFile('/work/main/storybook-static'+(p=='/'?'/index.html':p));r.setHeader('content-type',T[extname(p)]||'application/octet-stream');r.end(b)}catch{r.statusCode=404;r.end()}}).listen(0)
await new Promise(r=>s.once('listening',r))
const b=await chromium.launch(chromiumLaunch)
const c=await b.newContext({viewport:{width:390,height:844},isMobile:true,hasTouch:true})
const p=await c.newPage()
await p.goto(`http://localhost:${s.address().port}/iframe.html?id=${process.argv[2]}&viewMode=story&globals=theme:light`)
await p.waitForTimeout(5000)
console.log(await p.evaluate(()=>{const o=[];let e=document.querySelector('[data-mr-part=image]');while(e&&e!==document.body){const r=e.getBoundingClientRect();const cs=getComputedStyle(e);o.push([e.tagName,e.dataset.mr,e.dataset.mrPart,e.dataset.mrLook,Math.round(r.width)+'x'+Math.round(r.height),cs.display,cs.blockSize,cs.maxBlockSize,cs.minBlockSize,cs.aspectRatio,e.getAttribute('style')].join(' | '));e=e.parentElement}return o.join('\n')}))
await b.close();s.close()
