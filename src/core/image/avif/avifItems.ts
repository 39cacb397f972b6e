import type { ContainerBlock } from '../containerBlocks.ts';
import { latin1At } from '../imageFormat.ts';
import { AvifFault } from './avifFault.ts';
import { avifOrientation } from './avifOrientation.ts';
import type { Av1Grid, Av1Image, AvifPicture } from './avifPicture.ts';
import { BoxReader, boxOf } from './boxReader.ts';
import { readCicp } from './readCicp.ts';

/** Auxiliary types of an alpha plane, as files name them (AVIF 4.1, and MIAF). */
const ALPHA_TYPES = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];

/** More cells than any picture within the limit has: each has 64 pixels a side at least (HEIF, 6.6.2.3.1). */
const MAX_CELLS = 65_536;

interface Item {
  readonly id: number;
  readonly type: string;
  readonly data: Uint8Array;
  readonly properties: readonly ContainerBlock[];
}

interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

/** The items of a `meta` box (ISO/IEC 14496-12, 8.11), and how they refer to one another. */
class ItemFile {
  readonly bytes: Uint8Array;
  readonly #boxes: readonly ContainerBlock[];
  readonly #types: ReadonlyMap<number, string>;
  readonly #properties: ReadonlyMap<number, readonly ContainerBlock[]>;
  readonly references: readonly Reference[];

  constructor(bytes: Uint8Array, meta: ContainerBlock) {
    this.bytes = bytes;
    const reader = new BoxReader(bytes, meta);
    reader.readVersion();
    this.#boxes = reader.children();
    this.#types = readItemTypes(bytes, boxOf(this.#boxes, 'iinf'));
    this.#properties = readItemProperties(bytes, boxOf(this.#boxes, 'iprp'));
    const iref = this.#boxes.find(({ type }) => type === 'iref');
    this.references = iref === undefined ? [] : readReferences(bytes, iref);
  }

  primary(): Item {
    const reader = new BoxReader(this.bytes, boxOf(this.#boxes, 'pitm'));
    return this.item(reader.readUint(reader.readVersion() === 0 ? 2 : 4) % 2 ** 32);
  }

  item(id: number): Item {
    const type = this.#types.get(id);
    if (type === undefined) throw new AvifFault('it holds no picture');
    const idat = this.#boxes.find((box) => box.type === 'idat');
    const data = readItemData(this.bytes, boxOf(this.#boxes, 'iloc'), id, idat);
    return { id, type, data, properties: this.#properties.get(id) ?? [] };
  }
}

/** Reads a file's primary item. Throws `AvifFault`. */
export function readAvifItems(bytes: Uint8Array, meta: ContainerBlock): AvifPicture {
  const file = new ItemFile(bytes, meta);
  const primary = file.primary();
  const color = readGrid(file, primary);
  const alphaItem = file.references
    .filter(({ type, to }) => type === 'auxl' && to.includes(primary.id))
    .map(({ from }) => file.item(from))
    .find((item) => isAlpha(bytes, item));
  const cicp = primary.properties.map((box) => (box.type === 'colr' ? readCicp(bytes, box) : undefined));
  return {
    width: color.width,
    height: color.height,
    color,
    alpha: alphaItem && readGrid(file, alphaItem),
    isPremultiplied: file.references.some(
      ({ type, from, to }) => type === 'prem' && from === primary.id && to.includes(alphaItem?.id ?? -1),
    ),
    cicp: cicp.find((value) => value !== undefined),
    orientation: avifOrientation(firstByte(bytes, primary, 'irot'), firstByte(bytes, primary, 'imir')),
  };
}

function firstByte(bytes: Uint8Array, { properties }: Item, type: string): number | undefined {
  const box = properties.find((property) => property.type === type);
  return box && bytes[box.start];
}

/** Version and flags, then the type's name, ended by zero. */
function isAlpha(bytes: Uint8Array, { properties }: Item): boolean {
  const box = properties.find(({ type }) => type === 'auxC');
  if (box === undefined) return false;
  const text = latin1At(bytes, box.start + 4, box.end - box.start - 4);
  return ALPHA_TYPES.includes(text.replace(/\0.*$/s, ''));
}

function readGrid(file: ItemFile, item: Item): Av1Grid {
  if (item.type !== 'grid') {
    const cell = readImage(file.bytes, item);
    return { columns: 1, width: cell.width, height: cell.height, cells: [cell] };
  }
  const [, flags = 0, rows = 0, columns = 0] = item.data;
  const count = (rows + 1) * (columns + 1);
  const side = flags & 1 ? 4 : 2;
  const ids = file.references.find(({ type, from }) => type === 'dimg' && from === item.id)?.to ?? [];
  if (ids.length !== count || count > MAX_CELLS || item.data.length < 4 + 2 * side) {
    throw new AvifFault('its header cannot be read');
  }
  const sides = new BoxReader(item.data, { type: 'grid', start: 4, end: item.data.length });
  const [width, height] = [sides.readUint(side), sides.readUint(side)];
  const grid = { columns: columns + 1, width, height, cells: ids.map((id) => readImage(file.bytes, file.item(id))) };
  if (!isCovered(grid)) throw new AvifFault('its parts do not fit together');
  return grid;
}

/** Equal cells cover the picture, and none is beyond it (MIAF, 7.3.11.4.2). */
function isCovered({ columns, width, height, cells }: Av1Grid): boolean {
  const [first] = cells;
  return cells.every(
    (cell) =>
      cell.width === first?.width &&
      cell.height === first.height &&
      Math.ceil(width / cell.width) === columns &&
      Math.ceil(height / cell.height) === cells.length / columns,
  );
}

function readImage(bytes: Uint8Array, { type, data, properties }: Item): Av1Image {
  if (type !== 'av01') throw new AvifFault(`its picture is coded as "${type}", not as AV1`);
  const size = new BoxReader(bytes, boxOf(properties, 'ispe'));
  size.readVersion();
  const [width, height] = [size.readUint(4), size.readUint(4)];
  return { width, height, configuration: new BoxReader(bytes, boxOf(properties, 'av1C')).readRest(), data };
}

function readItemTypes(bytes: Uint8Array, iinf: ContainerBlock): ReadonlyMap<number, string> {
  const reader = new BoxReader(bytes, iinf);
  reader.readUint(reader.readVersion() === 0 ? 2 : 4);
  const types = new Map<number, string>();
  for (const box of reader.children()) {
    const entry = new BoxReader(bytes, box);
    const version = entry.readVersion();
    if (box.type !== 'infe' || version < 2) continue;
    const id = entry.readUint(version === 2 ? 2 : 4);
    entry.readUint(2);
    types.set(id, latin1At(bytes, entry.take(4), 4));
  }
  return types;
}

/** `ipco` holds the properties, `ipma` says which item has which, counted from 1. */
function readItemProperties(bytes: Uint8Array, iprp: ContainerBlock): ReadonlyMap<number, readonly ContainerBlock[]> {
  const boxes = new BoxReader(bytes, iprp).children();
  const all = new BoxReader(bytes, boxOf(boxes, 'ipco')).children();
  const properties = new Map<number, readonly ContainerBlock[]>();
  for (const ipma of boxes.filter(({ type }) => type === 'ipma')) {
    const reader = new BoxReader(bytes, ipma);
    const header = reader.readUint(4);
    const [idLength, indexLength] = [header >>> 24 === 0 ? 2 : 4, header & 1 ? 2 : 1];
    for (let count = reader.readUint(4); count > 0; count--) {
      const id = reader.readUint(idLength);
      const indices = Array.from({ length: reader.readUint(1) }, () => reader.readUint(indexLength));
      // The highest bit says that the property is essential.
      const own = indices.flatMap((index) => all[(index & (2 ** (indexLength * 8 - 1) - 1)) - 1] ?? []);
      properties.set(id, own);
    }
  }
  return properties;
}

function readReferences(bytes: Uint8Array, iref: ContainerBlock): readonly Reference[] {
  const reader = new BoxReader(bytes, iref);
  const idLength = reader.readVersion() === 0 ? 2 : 4;
  return reader.children().map((box) => {
    const entry = new BoxReader(bytes, box);
    const from = entry.readUint(idLength);
    const to = Array.from({ length: entry.readUint(2) }, () => entry.readUint(idLength));
    return { type: box.type, from, to };
  });
}

/** `iloc`: an item's bytes stand in the file or in the `idat` box, in one piece or in several. */
function readItemData(
  bytes: Uint8Array,
  iloc: ContainerBlock,
  wanted: number,
  idat: ContainerBlock | undefined,
): Uint8Array {
  const reader = new BoxReader(bytes, iloc);
  const version = reader.readVersion();
  const sizes = reader.readUint(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  for (let count = reader.readUint(version < 2 ? 2 : 4); count > 0; count--) {
    const id = reader.readUint(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : reader.readUint(2) & 15;
    reader.readUint(2);
    const base = reader.readUint(baseSize) + (method === 1 ? (idat?.start ?? 0) : 0);
    const extents = Array.from({ length: reader.readUint(2) }, () => {
      reader.readUint(indexSize);
      return { start: base + reader.readUint(offsetSize), length: reader.readUint(lengthSize) };
    });
    if (id === wanted) return joinExtents(bytes, extents);
  }
  throw new AvifFault('it holds no picture');
}

function joinExtents(
  bytes: Uint8Array,
  extents: readonly { readonly start: number; readonly length: number }[],
): Uint8Array {
  if (extents.some(({ start, length }) => start + length > bytes.length)) {
    throw new AvifFault('the end of the file is missing');
  }
  // Length 0: all of what follows.
  const parts = extents.map(({ start, length }) => bytes.subarray(start, length === 0 ? bytes.length : start + length));
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
