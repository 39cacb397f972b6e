import type { ColumnSample, SampleCell } from '../../core/dataset/columnSample.ts';
import { EmbeddedImage } from './embeddedImage.ts';
import { isBlank } from './judgementValue.ts';
import { isPicture, isPictureList } from './pictureValue.ts';
import { valueOf, type Row } from './row.ts';
import type { RowSink } from './rowCollector.ts';
import { tryRead } from './tryRead.ts';

/** As many rows tell what a column is. */
const ENOUGH_ROWS = 60;
/** An object with more names is data, and no row. */
const MAX_COLUMNS = 60;
/** Of a cell's text, for a look at it. */
const MAX_TEXT = 400;

/** Takes rows evenly from all of a file: one that is sorted by its editors looks otherwise at its start. */
export function createSampler(): RowSink & { readonly sample: () => ColumnSample } {
  const columns = new Set<string>();
  let kept: Row[] = [];
  let [stride, seen] = [1, 0];
  return {
    row(row) {
      for (const name in row.values) if (columns.size < MAX_COLUMNS) columns.add(name);
      if (seen++ % stride !== 0) return;
      kept.push(row);
      if (kept.length < 2 * ENOUGH_ROWS) return;
      kept = kept.filter((_, index) => index % 2 === 0);
      stride *= 2;
    },
    problem: () => undefined,
    remark: () => undefined,
    sample: () => ({
      columns: [...columns],
      rows: kept.map((row) => Array.from(columns, (name) => cellOf(row, name))),
    }),
  };
}

function cellOf(row: Row, column: string): SampleCell {
  const tried = tryRead(() => valueOf(row, column));
  const value: unknown = 'value' in tried ? tried.value : undefined;
  if (isBlank(value)) return { kind: 'blank' };
  if (isPicture(value)) return pictures([value], false);
  if (isPictureList(row, column)) return pictures(Object.values(Object(value)), true);
  const text = textOf(value);
  const number = typeof value === 'number' || /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? { kind: 'number', value: number } : { kind: 'text', text };
}

function pictures(values: readonly unknown[], isList: boolean): SampleCell {
  const embedded = values.some((one) => one instanceof EmbeddedImage);
  return { kind: 'pictures', names: values.map(nameOf), isList, embedded };
}

function nameOf(value: unknown): string {
  return value instanceof EmbeddedImage ? value.name : String(value).trim().replaceAll('\\', '/');
}

function textOf(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value, (_, one: unknown) => plain(one)) : String(value);
  return text.trim().slice(0, MAX_TEXT);
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
