import { BitReader } from './bitReader.ts';
import type { Component, Frame } from './frame.ts';
import { buildHuffmanTable, type HuffmanTable } from './huffmanTable.ts';
import { JpegFault } from './jpegFault.ts';
import type { JpegInput } from './jpegInput.ts';
import type { JpegTables } from './jpegTables.ts';
import type { Scan } from './scan.ts';
import type { SamplePlane } from './upsample.ts';

/** Differences of 16 bits have a symbol and no bits of their own. */
const LARGEST_SYMBOL = 16;
const LARGEST_DIFFERENCE = 0x8000;

/** A component of a scan while it is decoded. */
interface LosslessComponent {
  readonly plane: SamplePlane;
  readonly table: HuffmanTable;
  /** Samples that it has in an MCU. */
  readonly wide: number;
  readonly high: number;
  /** Differences of one row of MCUs, `wide` times its MCUs in each of `high` rows. */
  readonly differences: Int32Array;
  /** The last row of samples, before they are scaled. */
  above: Int32Array;
  /** Whether no row precedes the next one: at the start and after a restart. */
  isFirstRow: boolean;
}

/** Decodes a scan of a Huffman-coded lossless JPEG (ITU T.81, annex H) into its components' planes. */
export function decodeLosslessScan(
  frame: Frame,
  scan: Scan,
  tables: JpegTables,
  input: JpegInput,
  planes: readonly SamplePlane[],
): void {
  checkLosslessScan(frame, scan);
  const { columns, rows } = scanSize(frame, scan);
  const components = scan.components.map((_, k) => startComponent(scan, k, tables, planes, columns));
  const reader = new BitReader(input);
  const restartRows = rowsBetweenRestarts(tables.restartInterval, columns);
  for (let row = 0; row < rows; row++) {
    if (restartRows > 0 && row > 0 && row % restartRows === 0) {
      reader.restart();
      for (const component of components) component.isFirstRow = true;
    }
    readDifferences(reader, components, columns);
    for (const component of components) addPrediction(component, row, frame.precision, scan);
  }
}

function checkLosslessScan({ precision }: Frame, { first, last, highBit, lowBit }: Scan): void {
  if (first < 1 || first > 7 || last !== 0 || highBit !== 0 || lowBit >= precision) {
    throw new JpegFault('the header of a scan is wrong');
  }
}

/** In MCUs, which are samples where the scan has one component. */
function scanSize(frame: Frame, scan: Scan): { columns: number; rows: number } {
  const [{ component } = { component: undefined }] = scan.components;
  if (scan.components.length === 1 && component !== undefined) {
    return { columns: component.width, rows: component.height };
  }
  return {
    columns: Math.ceil(frame.width / frame.maxHorizontal),
    rows: Math.ceil(frame.height / frame.maxVertical),
  };
}

function rowsBetweenRestarts(interval: number, columns: number): number {
  if (interval % columns !== 0) throw new JpegFault('its restart interval is wrong');
  return interval / columns;
}

function startComponent(
  scan: Scan,
  k: number,
  tables: JpegTables,
  planes: readonly SamplePlane[],
  columns: number,
): LosslessComponent {
  const { component, dcTable } = scan.components[k] ?? NO_COMPONENT;
  const plane = planes[component.index];
  const spec = tables.dc[dcTable];
  if (spec === undefined || plane === undefined) throw new JpegFault('one of its Huffman tables is missing');
  const [wide, high] = scan.components.length === 1 ? [1, 1] : [component.horizontal, component.vertical];
  return {
    plane,
    table: buildHuffmanTable(spec, LARGEST_SYMBOL),
    wide,
    high,
    differences: new Int32Array(columns * wide * high),
    above: new Int32Array(component.width),
    isFirstRow: true,
  };
}

const NO_COMPONENT = { component: { index: -1, width: 0, horizontal: 1, vertical: 1 }, dcTable: -1 };

/** Reads one row of MCUs. Where the data are used up, all that is left is grey. */
function readDifferences(reader: BitReader, components: readonly LosslessComponent[], columns: number): void {
  if (!reader.startMcu()) {
    for (const component of components) {
      component.differences.fill(0);
      component.isFirstRow = true;
    }
    return;
  }
  for (let column = 0; column < columns; column++) {
    for (const { table, wide, high, differences } of components) {
      for (let y = 0; y < high; y++) {
        const start = (y * columns + column) * wide;
        for (let x = 0; x < wide; x++) differences[start + x] = readDifference(reader, table);
      }
    }
  }
}

function readDifference(reader: BitReader, table: HuffmanTable): number {
  const size = reader.symbol(table);
  if (size === 0) return 0;
  return size === LARGEST_SYMBOL ? LARGEST_DIFFERENCE : reader.signed(size);
}

/** Makes samples of a component's differences in one row of MCUs. */
function addPrediction(state: LosslessComponent, mcuRow: number, precision: number, { first, lowBit }: Scan): void {
  const { plane, high, differences } = state;
  const { component, samples, stride } = plane;
  const lineLength = differences.length / high;
  for (let y = mcuRow * high; y < Math.min((mcuRow + 1) * high, component.height); y++) {
    const line = differences.subarray((y % high) * lineLength, (y % high) * lineLength + component.width);
    const predictor = state.isFirstRow ? 1 : first;
    const start = state.isFirstRow ? 1 << (precision - lowBit - 1) : (state.above[0] ?? 0);
    const current = undifference(line, state.above, predictor, start);
    for (let x = 0; x < component.width; x++) samples[y * stride + x] = (current[x] ?? 0) << lowBit;
    state.above = current;
    state.isFirstRow = false;
  }
}

/** A row of samples from differences to what is predicted from the samples left and above (table H.1). */
function undifference(line: Int32Array, above: Int32Array, predictor: number, start: number): Int32Array {
  const current = new Int32Array(line.length);
  current[0] = ((line[0] ?? 0) + start) & 0xffff;
  for (let x = 1; x < line.length; x++) {
    const prediction = predict(predictor, current[x - 1] ?? 0, above[x] ?? 0, above[x - 1] ?? 0);
    current[x] = ((line[x] ?? 0) + prediction) & 0xffff;
  }
  return current;
}

function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    default:
      return (left + above) >> 1;
  }
}

/** A plane of a lossless JPEG, without padding. */
export function createLosslessPlane(component: Component): SamplePlane {
  return { component, stride: component.width, samples: new Uint8Array(component.width * component.height) };
}
