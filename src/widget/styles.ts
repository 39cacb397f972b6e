/**
 * The widget's look. Colours follow the page's `color-scheme`, or the element's own; each can be set from outside. As a
 * constructed sheet, which a Content-Security-Policy without `unsafe-inline` allows.
 */
export const STYLES = `
:host {
  color-scheme: light dark;
  --_background: var(--edit-reward-background, light-dark(oklch(1 0 0), oklch(0.225 0 0)));
  --_canvas: var(--edit-reward-canvas, light-dark(oklch(0.925 0 0), oklch(0.145 0 0)));
  --_text: var(--edit-reward-text, light-dark(oklch(0.24 0 0), oklch(0.93 0 0)));
  --_text-soft: var(--edit-reward-text-soft, light-dark(oklch(0.47 0 0), oklch(0.72 0 0)));
  --_border: var(--edit-reward-border, light-dark(oklch(0.88 0 0), oklch(0.32 0 0)));
  --_bar: var(--edit-reward-bar, light-dark(oklch(0.58 0 0), oklch(0.66 0 0)));
  --_accent: var(--edit-reward-accent, light-dark(oklch(0.46 0.1 160), oklch(0.8 0.13 160)));
  --_on-accent: var(--edit-reward-on-accent, light-dark(oklch(1 0 0), oklch(0.2 0.04 160)));
  --_wrong: light-dark(oklch(0.5 0.17 27), oklch(0.77 0.12 27));
  --_picture: var(--edit-reward-picture-size, 160px);
  --_radius: var(--edit-reward-radius, 4px);
  display: block;
  container-type: inline-size;
  color: var(--_text);
  font: 0.9375rem / 1.4 var(--edit-reward-font, system-ui, sans-serif);
  font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
[hidden] { display: none !important; }
.base {
  display: grid;
  gap: 12px;
  padding: 12px;
  background: var(--_background);
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
}
p, ol, dl, dd, figure { margin: 0; padding: 0; }
.instruction { font-size: 1.0625rem; overflow-wrap: anywhere; }
.pictures { display: grid; grid-template-columns: var(--_picture) 1fr; gap: 16px; align-items: start; }
.pictures.alone { grid-template-columns: 1fr; }
ol { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--_picture)), 1fr)); gap: 12px; }
button.open { display: block; width: 100%; min-height: 0; padding: 0; border: 0; cursor: zoom-in; }
.choose { margin-top: 4px; }
.chosen img { outline: 3px solid var(--_accent); outline-offset: -3px; }
dialog {
  box-sizing: border-box;
  width: calc(100vw - 16px);
  height: calc(100dvh - 16px);
  max-width: none;
  max-height: none;
  padding: 12px;
  border: 1px solid var(--_border);
  border-radius: var(--_radius);
  color: var(--_text);
  background: var(--_background);
}
dialog[open] { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; gap: 8px; }
dialog::backdrop { background: oklch(0 0 0 / 0.55); }
dialog .actions > p { flex: 1 1 160px; overflow-wrap: anywhere; }
.enlarged { position: relative; background: var(--_canvas); overflow: auto; }
.layers { position: relative; height: 100%; }
.layers img { height: 100%; border-radius: 0; }
.actual .layers { width: max-content; height: max-content; }
.actual .layers img:not(.over) { width: auto; height: auto; }
.layers .over { position: absolute; top: 0; left: 0; width: 100%; height: 100%; clip-path: inset(0 0 0 var(--split, 50%)); background: var(--_canvas); }
input[type='range'] { width: 100%; min-height: 44px; margin: 0; accent-color: var(--_accent); }
[aria-disabled='true'] { opacity: 0.6; cursor: default; }
img { display: block; width: 100%; height: var(--_picture); object-fit: contain; background: var(--_canvas); border-radius: var(--_radius); }
.caption { margin-top: 4px; font-size: 0.8125rem; color: var(--_text-soft); overflow-wrap: anywhere; }
.score { display: flex; align-items: baseline; gap: 8px; margin-top: 4px; }
.rank { font-weight: 600; }
.first .rank { padding: 0 7px; color: var(--_on-accent); background: var(--_accent); border-radius: var(--_radius); }
dl { display: grid; gap: 2px; margin-top: 4px; font-size: 0.8125rem; color: var(--_text-soft); }
dl div { display: grid; grid-template-columns: 1fr auto; column-gap: 6px; }
dd { display: contents; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bar { grid-column: 1 / -1; height: 3px; background: linear-gradient(to right, var(--_bar) var(--at), var(--_border) 0); }
.error, .wrong { color: var(--_wrong); overflow-wrap: anywhere; }
.wrong { font-size: 0.8125rem; margin-top: 4px; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
button {
  min-height: 36px;
  padding: 6px 14px;
  font: inherit;
  color: inherit;
  background: transparent;
  border: 1px solid var(--_text-soft);
  border-radius: var(--_radius);
  cursor: pointer;
}
button.primary { color: var(--_on-accent); background: var(--_accent); border-color: transparent; }
button:disabled { opacity: 0.6; cursor: default; }
button:focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
progress { flex: 0 1 240px; min-width: 80px; height: 6px; accent-color: var(--_accent); }
.note { font-size: 0.8125rem; color: var(--_text-soft); }
[role="alert"]:empty { position: absolute; }
@media (pointer: coarse) { button:not(.open) { min-width: 44px; min-height: 44px; } }
@container (max-width: 420px) {
  .pictures { grid-template-columns: 1fr; }
  figure { width: var(--_picture); }
}
@media (prefers-reduced-motion: no-preference) { .bar { transition: background 150ms; } }
`;
