import { Markup } from './markup.ts';

/** Of the page that leaves the site: it cannot borrow the site's own style sheets. The greys and the accent are the same. */
const STYLE_TEXT = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fafafa, #131313);
  --raised: light-dark(#fff, #1c1c1c);
  --canvas: light-dark(#e6e6e6, #0a0a0a);
  --ink: light-dark(#212121, #e8e8e8);
  --soft: light-dark(#595959, #a6a6a6);
  --line: light-dark(#d6d6d6, #333);
  --accent: light-dark(#00673f, #6fdcaa);
  --caution: light-dark(#7a5200, #e5b567);
  --caution-wash: light-dark(#fdf3df, #332a19);
  --wrong: light-dark(#a3261d, #ff9c8f);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { display: grid; gap: 16px; max-width: 1600px; margin: 0 auto; padding: 24px clamp(12px, 3vw, 32px) 40px; }
h1, h2, p, dl, dd, ol, figure { margin: 0; padding: 0; }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere; }
h1.called { color: var(--accent); }
h2 { font-size: 1rem; }
section { display: grid; gap: 8px; min-width: 0; }
.instruction span { display: block; color: var(--soft); font-size: 0.8125rem; }
.instruction .words { color: inherit; font-size: 1.125rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.muted, dt, .weak :is(.rank, .reward) { color: var(--soft); }
.caveat { padding: 8px 12px; border-radius: 4px; background: var(--caution-wash); color: var(--caution); }
.stage { display: grid; grid-template-columns: minmax(220px, 1fr) 3fr; gap: 24px; align-items: start; }
.stage.alone { grid-template-columns: minmax(0, 1fr); }
.source { position: sticky; top: 16px; }
ol { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 16px; list-style: none; min-width: 0; }
li { display: grid; align-content: start; gap: 4px; min-width: 0; padding: 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); }
li.leads { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
img { display: block; width: 100%; max-height: 70vh; object-fit: contain; border-radius: 4px; background: var(--canvas); }
.name { overflow-wrap: anywhere; font-weight: 600; }
.no-picture { padding: 32px 12px; background: var(--canvas); }
.failed { color: var(--wrong); }
.muted, li dl, dl.facts, table { font-size: 0.875rem; }
li dl div { display: flex; justify-content: space-between; gap: 8px; }
.facts div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 8px; }
.facts dd { overflow-wrap: anywhere; }
.scroll { overflow: auto; max-height: 70vh; }
table { border-collapse: collapse; }
th, td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { max-width: 22ch; overflow: hidden; font-weight: 400; text-align: left; text-overflow: ellipsis; }
code { font: 0.8125rem ui-monospace, Menlo, Consolas, monospace; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
@media (width < 720px) {
  .stage { grid-template-columns: minmax(0, 1fr); }
  .source { position: static; }
}
@media print {
  .scroll { max-height: none; overflow: visible; }
  li { break-inside: avoid; }
}`;

export const SESSION_STYLE = new Markup(STYLE_TEXT);
