import type { ContainerBlock } from '../containerBlocks.ts';
import { type ExifOrientation, xmpOrientation } from '../exifOrientation.ts';
import { latin1At } from '../imageFormat.ts';
import { tiffOrientation } from '../tiffOrientation.ts';
import { AvifFault } from './avifFault.ts';
import { avifOrientation } from './avifOrientation.ts';
import type { Av1Grid, Av1Image, AvifPicture } from './avifPicture.ts';
import { BoxReader, boxOf } from './boxReader.ts';
import { ItemLocations } from './itemLocations.ts';
import { readCicp } from './readCicp.ts';

/** Auxiliary types of an alpha plane, as files name them (AVIF 4.1, and MIAF). */
const ALPHA_TYPES = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];
/** Of a longer one the beginning tells that it is another. */
const MAX_TYPE_LENGTH = 64;

/** Of an item of type `mime`, which its content type tells from others. */
const XMP_TYPE = 'application/rdf+xml';
const MIME = 'mime';

/** The least side of a cell (MIAF, 7.3.11.4.2). It also keeps the number of cells within reason. */
const MIN_CELL_SIDE = 64;

interface Item {
  readonly id: number;
  readonly type: string;
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
  readonly #locations: ItemLocations;
  readonly references: readonly Reference[];

  constructor(bytes: Uint8Array, meta: ContainerBlock) {
    this.bytes = bytes;
    const reader = new BoxReader(bytes, meta);
    reader.readVersion();
    this.#boxes = reader.children();
    this.#types = readItemTypes(bytes, boxOf(this.#boxes, 'iinf'));
    this.#properties = readItemProperties(bytes, boxOf(this.#boxes, 'iprp'));
    const idat = this.#boxes.find(({ type }) => type === 'idat');
    this.#locations = new ItemLocations(bytes, boxOf(this.#boxes, 'iloc'), idat?.start ?? 0);
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
    return { id, type, properties: this.#properties.get(id) ?? [] };
  }

  /** An item that is no picture, if it is there. */
  metadata(id: number): Item[] {
    const type = this.#types.get(id);
    return type === undefined ? [] : [{ id, type, properties: [] }];
  }

  dataOf({ id }: Item): Uint8Array {
    return this.#locations.read(id);
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
    orientation: orientationOf(file, primary),
  };
}

/** What the picture's properties say, else its XMP where its EXIF says nothing of it: Pillow asks in this order. */
function orientationOf(file: ItemFile, primary: Item): ExifOrientation {
  const own = avifOrientation(firstByte(file.bytes, primary, 'irot'), firstByte(file.bytes, primary, 'imir'));
  const described = file.references.filter(({ type, to }) => type === 'cdsc' && to.includes(primary.id));
  const metadata = described.flatMap(({ from }) => (own === 1 ? file.metadata(from) : []));
  const exif = metadata.find(({ type }) => type === 'Exif');
  const xmp = metadata.find(({ type }) => type === XMP_TYPE);
  // The first four bytes say where EXIF starts behind them.
  const isStated = exif && tiffOrientation(metadataOf(file, exif).subarray(4)) !== undefined;
  return isStated || !xmp ? own : (xmpOrientation(new TextDecoder('latin1').decode(metadataOf(file, xmp))) ?? own);
}

/** Nothing where they cannot be found: a picture needs none. */
function metadataOf(file: ItemFile, item: Item): Uint8Array {
  try {
    return file.dataOf(item);
  } catch (error) {
    if (error instanceof AvifFault) return new Uint8Array();
    throw error;
  }
}

function firstByte(bytes: Uint8Array, { properties }: Item, type: string): number | undefined {
  const box = properties.find((property) => property.type === type);
  return box && bytes[box.start];
}

/** Version and flags, then the type's name, ended by zero. */
function isAlpha(bytes: Uint8Array, { properties }: Item): boolean {
  const box = properties.find(({ type }) => type === 'auxC');
  if (box === undefined) return false;
  const text = latin1At(bytes, box.start + 4, Math.min(box.end - box.start - 4, MAX_TYPE_LENGTH));
  return ALPHA_TYPES.includes(text.replace(/\0.*$/s, ''));
}

function readGrid(file: ItemFile, item: Item): Av1Grid {
  if (item.type !== 'grid') {
    const cell = readImage(file, item);
    return { columns: 1, width: cell.width, height: cell.height, cells: [cell] };
  }
  const data = file.dataOf(item);
  const [, flags = 0, rows = 0, columns = 0] = data;
  const count = (rows + 1) * (columns + 1);
  const side = flags & 1 ? 4 : 2;
  const ids = file.references.find(({ type, from }) => type === 'dimg' && from === item.id)?.to ?? [];
  if (ids.length !== count || data.length < 4 + 2 * side) {
    throw new AvifFault('its header cannot be read');
  }
  const sides = new BoxReader(data, { type: 'grid', start: 4, end: data.length });
  const [width, height] = [sides.readUint(side), sides.readUint(side)];
  const grid = { columns: columns + 1, width, height, cells: ids.map((id) => readImage(file, file.item(id))) };
  if (!isCovered(grid)) throw new AvifFault('its parts do not fit together');
  return grid;
}

/** Equal cells, none of them small, cover the picture, and none is beyond it (MIAF, 7.3.11.4.2). */
function isCovered({ columns, width, height, cells }: Av1Grid): boolean {
  const [first] = cells;
  return cells.every(
    (cell) =>
      cell.width === first?.width &&
      cell.height === first.height &&
      Math.min(cell.width, cell.height) >= MIN_CELL_SIDE &&
      Math.ceil(width / cell.width) === columns &&
      Math.ceil(height / cell.height) === cells.length / columns,
  );
}

function readImage(file: ItemFile, item: Item): Av1Image {
  const { bytes } = file;
  const { type, properties } = item;
  if (type !== 'av01') throw new AvifFault(`its picture is coded as "${type}", not as AV1`);
  const size = new BoxReader(bytes, boxOf(properties, 'ispe'));
  size.readVersion();
  const [width, height] = [size.readUint(4), size.readUint(4)];
  return {
    width,
    height,
    configuration: new BoxReader(bytes, boxOf(properties, 'av1C')).readRest(),
    data: file.dataOf(item),
  };
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
    const type = latin1At(bytes, entry.take(4), 4);
    types.set(id, type === MIME ? contentTypeIn(bytes.subarray(box.start, box.end)) : type);
  }
  return types;
}

/** Behind the type: a name and the content type, each with a zero behind it. */
function contentTypeIn(entry: Uint8Array): string {
  const text = latin1At(entry, 0, entry.length);
  return text.slice(text.indexOf(MIME) + MIME.length).split('\0')[1] ?? MIME;
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
