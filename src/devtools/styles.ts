/**
 * All looks of Devtools. The app's tokens (`--mr-*`) are inherited through the shadow root where it has any. Text and surfaces are
 * Devtools' own, so that they can be read beside any brand.
 */
export const styles = /* css */ `
:host(.floating) {
  position: fixed;
  inset: 0;
  z-index: 2147483000;
  pointer-events: none;
}
:host(.embedded) {
  display: block;
  block-size: 100%;
  min-block-size: 20rem;
}
.frame {
  --bg: light-dark(#fff, #17171c);
  --well: light-dark(#f6f6f8, #101014);
  --hover: light-dark(#ececf1, #26262d);
  --text: light-dark(#1b1b20, #ededf0);
  --muted: light-dark(#5d5d68, #a5a5b2);
  --line: light-dark(#e1e1e7, #303039);
  --edge: light-dark(#85858f, #75757f);
  --mark: var(--mr-accent, light-dark(oklch(0.5 0.19 275), oklch(0.72 0.14 275)));
  --focus: light-dark(oklch(0.5 0.19 275), oklch(0.78 0.12 275));
  --success: light-dark(oklch(0.47 0.13 155), oklch(0.8 0.15 155));
  --warning: light-dark(oklch(0.5 0.12 65), oklch(0.83 0.13 80));
  --danger: light-dark(oklch(0.51 0.2 25), oklch(0.76 0.15 22));
  --radius: min(var(--mr-radius, 0.5rem), 0.75rem);
  --mono: var(--mr-font-mono, ui-monospace, Menlo, Consolas, monospace);
  box-sizing: border-box;
  block-size: 100%;
  color: var(--text);
  font: 400 0.8125rem/1.5 system-ui, sans-serif;
  font-variant-numeric: tabular-nums;
  text-align: start;
}
.frame[data-theme='light'] { color-scheme: light; }
.frame[data-theme='dark'] { color-scheme: dark; }
.frame[data-theme='system'] { color-scheme: light dark; }
.frame *, .frame *::before, .frame *::after { box-sizing: border-box; }
h2, h3, p, ul, ol, dl, dd, pre, fieldset, legend { margin: 0; padding: 0; border: 0; }
ul, ol { list-style: none; }
h2 { font-size: 0.875rem; font-weight: 600; }
h3 { font-size: 0.8125rem; font-weight: 600; }
/* English, also in the midst of a page that reads from right to left. */
p, code, pre, td, dd, strong, time, .when, .what, .name, .quiet, .switch span { unicode-bidi: plaintext; }

/* The frame of a floating panel lets clicks through beside button and panel. */
.frame[data-corner] {
  display: flex;
  flex-direction: column;
  gap: 0.5rem;
  padding: max(1rem, env(safe-area-inset-bottom)) 1rem;
}
.frame[data-corner^='bottom'] { flex-direction: column-reverse; }
.frame[data-corner$='end'] { align-items: flex-end; }
.frame[data-corner$='start'] { align-items: flex-start; }
.launch, .panel { pointer-events: auto; }
.launch {
  display: inline-flex;
  flex: none;
  align-items: center;
  gap: 0.5rem;
  min-block-size: 2.25rem;
  padding-inline: 0.75rem;
  border: 1px solid var(--line);
  border-radius: 99rem;
  background: var(--bg);
  box-shadow: 0 2px 10px rgb(0 0 0 / 14%);
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.launch:hover { background: var(--hover); }
.panel {
  display: flex;
  flex-direction: column;
  inline-size: min(46rem, 100%);
  min-block-size: 0;
  block-size: 30rem;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: calc(var(--radius) * 1.5);
  background: var(--bg);
  box-shadow: 0 12px 40px rgb(0 0 0 / 22%);
}
.frame[data-embedded] .panel { inline-size: 100%; block-size: 100%; box-shadow: none; }

header {
  display: flex;
  flex: none;
  align-items: center;
  gap: 0.5rem;
  padding: 0.5rem 0.5rem 0.25rem;
  padding-inline-start: 0.875rem;
}
.end { margin-inline-start: auto; }
.dot {
  flex: none;
  inline-size: 0.5rem;
  block-size: 0.5rem;
  border-radius: 50%;
  background: var(--edge);
}
.dot[data-state='live'] { background: var(--success); }
.dot[data-state='polling'], .dot[data-state='connecting'] { background: var(--warning); }
.dot[data-state='offline'] { background: var(--danger); }
.button {
  min-block-size: 1.875rem;
  padding-inline: 0.625rem;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.button:hover:not(:disabled) { background: var(--hover); }
.button:disabled { color: var(--muted); cursor: not-allowed; }
.button.icon { display: grid; place-items: center; inline-size: 1.875rem; padding: 0; border-color: transparent; }
.button.icon svg { inline-size: 1rem; fill: none; stroke: currentcolor; stroke-width: 1.5; stroke-linecap: round; }
.button.danger { border-color: var(--danger); color: var(--danger); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }

.tabs {
  display: flex;
  flex: none;
  gap: 0.125rem;
  overflow-x: auto;
  padding-inline: 0.5rem;
  border-block-end: 1px solid var(--line);
  scrollbar-width: none;
}
.tabs button {
  display: inline-flex;
  flex: none;
  align-items: center;
  gap: 0.375rem;
  min-block-size: 2.25rem;
  padding-inline: 0.5rem;
  border: 0;
  border-block-end: 2px solid transparent;
  background: transparent;
  color: var(--muted);
  font: inherit;
  cursor: pointer;
}
.tabs button:hover { color: var(--text); }
.tabs button[aria-selected='true'] { border-color: var(--mark); color: var(--text); font-weight: 600; }
@media (forced-colors: active) { .tabs button[aria-selected='false'] { border-color: Canvas; } }
.tabs button:focus-visible { outline-offset: -2px; border-radius: var(--radius); }
.count {
  min-inline-size: 1.25rem;
  padding-inline: 0.375rem;
  border-radius: 99rem;
  background: var(--hover);
  color: var(--text);
  font-size: 0.75rem;
  font-weight: 600;
  line-height: 1.25rem;
  text-align: center;
}
.count.alarm { background: var(--danger); color: var(--bg); }

.content { flex: 1; min-block-size: 0; overflow: auto; padding: 0.75rem 0.875rem 1rem; }
.content:focus-visible { outline-offset: -2px; }
.stack { display: grid; gap: 0.75rem; justify-items: stretch; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem; }
.quiet { color: var(--muted); font-weight: 400; }
.danger-text { color: var(--danger); }
code, pre { font-family: var(--mono); font-size: 0.75rem; }
code { overflow-wrap: anywhere; }
pre {
  overflow: auto;
  max-block-size: 14rem;
  padding: 0.5rem;
  border-radius: var(--radius);
  background: var(--well);
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.empty {
  display: grid;
  gap: 0.25rem;
  justify-items: center;
  padding: 2.5rem 1rem;
  color: var(--muted);
  text-align: center;
}
.empty strong { color: var(--text); font-weight: 600; }
.empty p { max-inline-size: 26rem; }

.badge {
  flex: none;
  padding: 0.0625rem 0.5rem;
  border: 1px solid var(--line);
  border-radius: 99rem;
  color: var(--muted);
  font-size: 0.75rem;
  font-weight: 500;
}
.badge.accent { border-color: color-mix(in oklab, var(--focus) 45%, var(--bg)); color: var(--focus); }
.badge.success { border-color: color-mix(in oklab, var(--success) 45%, var(--bg)); color: var(--success); }
.badge.danger { border-color: color-mix(in oklab, var(--danger) 45%, var(--bg)); color: var(--danger); }

.findings { display: grid; gap: 0.5rem; }
.finding {
  display: grid;
  gap: 0.25rem;
  padding: 0.625rem 0.75rem;
  border: 1px solid var(--line);
  border-inline-start: 3px solid var(--danger);
  border-radius: var(--radius);
  background: var(--well);
}
.finding-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 0.5rem; }
.finding-head strong { flex: 1 1 16rem; font-weight: 600; overflow-wrap: anywhere; }
.finding-head > code { flex: 1 1 12rem; }
.finding p { overflow-wrap: anywhere; }

.rows > li + li { border-block-start: 1px solid var(--line); }
summary {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 0.25rem 0.5rem;
  padding-block: 0.5rem;
  border-radius: var(--radius);
  cursor: pointer;
  list-style: none;
}
summary::-webkit-details-marker { display: none; }
summary::before {
  flex: none;
  inline-size: 0.375rem;
  block-size: 0.375rem;
  margin-inline: 0.125rem;
  border-inline-end: 1.5px solid var(--muted);
  border-block-end: 1.5px solid var(--muted);
  transform: rotate(-45deg);
  content: '';
}
:host(:dir(rtl)) summary::before { border-inline-end: 0; border-inline-start: 0; border-right: 0; border-left: 1.5px solid var(--muted); transform: rotate(45deg); }
details[open] > summary::before { transform: rotate(45deg); }
:host(:dir(rtl)) details[open] > summary::before { transform: rotate(-45deg); }
summary .name { min-inline-size: 0; font-weight: 500; overflow-wrap: anywhere; }
details > :not(summary) { margin-inline-start: 1.125rem; margin-block-end: 0.5rem; }
.ids { overflow-wrap: anywhere; }
.reason { padding-inline-start: 0.625rem; border-inline-start: 2px solid var(--danger); overflow-wrap: anywhere; }
.timeline li { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.625rem; padding-block: 0.125rem; }
.timeline .when { flex: 0 0 6.5rem; color: var(--muted); font-family: var(--mono); font-size: 0.75rem; }
.timeline .what { overflow-wrap: anywhere; }
progress { display: block; inline-size: calc(100% - 1.125rem); block-size: 0.25rem; accent-color: var(--focus); }

table { inline-size: 100%; border-collapse: collapse; }
th, td { padding: 0.25rem 0.5rem; border-block-end: 1px solid var(--line); text-align: start; vertical-align: baseline; }
th { color: var(--muted); font-weight: 500; white-space: nowrap; }
th:first-child, td:first-child { padding-inline-start: 0; }
td:first-child { white-space: nowrap; }
td:last-child, th:last-child { padding-inline-end: 0; }
:host(:dir(rtl)) :is(p, code, pre, td, dd, strong) { text-align: right; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: 0.5rem 1rem; }
.facts dt { color: var(--muted); font-size: 0.75rem; }
.facts dd { overflow-wrap: anywhere; }

.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 0.75rem 1.5rem; }
legend { padding-block-end: 0.25rem; font-weight: 600; }
.switch, .field { display: flex; align-items: center; gap: 0.5rem; min-block-size: 1.75rem; }
.switch { cursor: pointer; }
input[type='checkbox'] { flex: none; inline-size: 1rem; block-size: 1rem; margin: 0; accent-color: var(--focus); }
select {
  min-block-size: 1.875rem;
  padding-inline: 0.5rem;
  border: 1px solid var(--edge);
  border-radius: var(--radius);
  background: var(--bg);
  color: inherit;
  font: inherit;
}

@media (max-width: 32rem) {
  .frame[data-corner] { padding: 0.5rem; }
  /* A sheet from below; the button is a dot, which covers no other. */
  .frame[data-corner] .panel { block-size: 70%; }
  .launch { min-inline-size: 2.25rem; justify-content: center; }
  .launch .brand, .launch:has(+ .panel) { display: none; }
  .timeline .when { flex-basis: 5.5rem; }
}
@media (prefers-contrast: more) {
  .frame { --muted: var(--text); --line: var(--edge); }
}
@media (forced-colors: active) {
  .dot, .count { border: 1px solid; }
  .tabs button[aria-selected='true'] { border-color: Highlight; }
}
`
