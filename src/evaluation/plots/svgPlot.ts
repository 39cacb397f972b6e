import { dotText } from './dotText.ts';
import { tickText, type LinearScale } from './linearScale.ts';
import type { DotPlot, MatrixPlot, Plot, PlotDot } from './plot.ts';
import {
  ACCENT,
  FONT_SIZE,
  INK,
  LINE,
  SOFT,
  svgDocument,
  svgElement,
  svgName,
  svgText,
  widthOf,
  widthOfNames,
} from './svgDocument.ts';

const MARGIN = 16;
const ROW = 22;
/** Above a panel, for its title. */
const HEAD = 30;
/** Of the part with the scale. */
const STRIP = 360;

/** A plot as a file by itself. `description` says what it is made of. */
export function svgPlot(plot: Plot, description: readonly string[]): string {
  return plot.kind === 'dots' ? dotPlot(plot, description) : matrixPlot(plot, description);
}

function dotPlot({ title, panels, scale, xLabel }: DotPlot, description: readonly string[]): string {
  const names = panels.flatMap(({ dots }) => dots.map(({ label }) => label));
  const values = panels.flatMap(({ dots }) => dots.map((dot) => dotText(dot, scale)));
  const left = MARGIN + widthOfNames(names) + 12;
  const width = left + STRIP + 12 + widthOf(values) + MARGIN;
  const heights = panels.map(({ dots }) => HEAD + ROW * dots.length + 26);
  const top = MARGIN + FONT_SIZE + 8;
  const body = panels.map((panel, k) => {
    const start = top + heights.slice(0, k).reduce((sum, height) => sum + height, 0);
    return panelOf(panel, { scale, left, start });
  });
  const height = top + heights.reduce((sum, one) => sum + one, 0) + FONT_SIZE + MARGIN;
  return svgDocument({
    width: Math.ceil(Math.max(width, 2 * MARGIN + widthOf([title]))),
    height,
    title,
    description,
    body: [
      svgText(title, MARGIN, MARGIN + FONT_SIZE, { 'font-weight': 'bold' }),
      ...body.flat(),
      svgText(xLabel, left + STRIP / 2, height - MARGIN, { fill: SOFT, 'text-anchor': 'middle' }),
    ],
  });
}

interface PanelPlace {
  readonly scale: LinearScale;
  readonly left: number;
  readonly start: number;
}

function panelOf({ title, dots }: DotPlot['panels'][number], place: PanelPlace): string[] {
  const { scale, left, start } = place;
  const [top, bottom] = [start + HEAD, start + HEAD + ROW * dots.length];
  const grid = scale.ticks.flatMap((tick) => {
    const x = left + STRIP * shareAt(scale, tick);
    const text = svgText(tickText(scale, tick), x, bottom + 16, {
      fill: SOFT,
      'text-anchor': 'middle',
      'font-size': 11,
    });
    return [svgElement('line', { x1: x, x2: x, y1: top, y2: bottom, stroke: LINE }), text];
  });
  const rows = dots.flatMap((dot, k) => dotRow(dot, place, top + ROW * (k + 0.5)));
  return [svgText(title, MARGIN, start + HEAD - 10, { fill: SOFT }), ...grid, ...rows];
}

function dotRow(dot: PlotDot, { scale, left }: PanelPlace, y: number): string[] {
  const { label, value, interval, isOwn = false } = dot;
  const at = (number: number) => left + STRIP * shareAt(scale, number);
  const color = isOwn ? ACCENT : INK;
  const weight = isOwn ? { 'font-weight': 'bold' } : {};
  const range = interval
    ? [
        svgElement('line', {
          x1: at(interval.low),
          x2: at(interval.high),
          y1: y,
          y2: y,
          stroke: color,
          'stroke-width': 2,
        }),
      ]
    : [];
  return [
    svgName(label, left - 12, y + 4, { 'text-anchor': 'end', ...weight }),
    ...range,
    svgElement('circle', { cx: at(value), cy: y, r: 4, fill: color }),
    svgText(dotText(dot, scale), left + STRIP + 12, y + 4, { fill: SOFT }),
  ];
}

/** Where a value lies, from 0 to 1; beyond the ends at the ends. */
function shareAt({ low, high }: LinearScale, value: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}

const CELL = 56;

function matrixPlot({ title, names, shares }: MatrixPlot, description: readonly string[]): string {
  const left = MARGIN + widthOfNames(names) + 8;
  // Names of columns stand upright: they may be longer than a cell is wide.
  const top = MARGIN + FONT_SIZE + 12 + widthOfNames(names) + 8;
  const side = CELL * names.length;
  const columns = names.map((name, k) => {
    const x = left + CELL * (k + 0.5) + 4;
    return svgName(name, x, top - 8, { transform: `rotate(-90 ${x} ${top - 8})` });
  });
  const rows = names.map((name, k) => svgName(name, left - 8, top + CELL * (k + 0.5) + 4, { 'text-anchor': 'end' }));
  const cells = shares.flatMap((row, r) => row.flatMap((share, c) => cellOf(share, left + CELL * c, top + CELL * r)));
  return svgDocument({
    width: Math.ceil(Math.max(left + side + MARGIN, 2 * MARGIN + widthOf([title]))),
    height: Math.ceil(top + side + MARGIN),
    title,
    description,
    body: [svgText(title, MARGIN, MARGIN + FONT_SIZE, { 'font-weight': 'bold' }), ...columns, ...rows, ...cells],
  });
}

/** Of a cell's colour at most, so that the dark number on it can be read. */
const DEEPEST = 0.7;

/** Even is white; a row that wins is green, one that loses is grey. The number says the same. */
function cellOf(share: number | undefined, x: number, y: number): string[] {
  if (share === undefined) return [svgElement('rect', { x, y, width: CELL, height: CELL, fill: '#fff', stroke: LINE })];
  const fill = share >= 0.5 ? ACCENT : SOFT;
  const depth = 2 * DEEPEST * Math.abs(share - 0.5);
  const text = svgText(`${(100 * share).toFixed(1)}%`, x + CELL / 2, y + CELL / 2 + 4, {
    'text-anchor': 'middle',
  });
  const rect = svgElement('rect', { x, y, width: CELL, height: CELL, fill, 'fill-opacity': depth, stroke: LINE });
  return [rect, text];
}
