import type { ContainerBlock } from '../containerBlocks.ts';
import { AvifFault } from './avifFault.ts';
import type { Av1Grid, AvifPicture, Cicp } from './avifPicture.ts';
import { BoxReader, boxOf } from './boxReader.ts';
import { readCicp } from './readCicp.ts';

/** Fields of a visual sample entry that precede its boxes (ISO/IEC 14496-12, 12.1.3). */
const SAMPLE_ENTRY_LENGTH = 78;

/** A track's first frame, and the tracks it refers to. */
interface Track {
  readonly id: number;
  readonly frame: Av1Grid;
  readonly cicp: Cicp | undefined;
  /** The track whose alpha it holds. */
  readonly alphaOf: number | undefined;
  /** The track that its colours are multiplied with. */
  readonly premultipliedBy: number | undefined;
}

/** Reads the first frame of an image sequence, and of its alpha. Throws `AvifFault`. */
export function readAvifTracks(bytes: Uint8Array, moov: ContainerBlock): AvifPicture {
  const boxes = new BoxReader(bytes, moov).children();
  const tracks = boxes.filter(({ type }) => type === 'trak').flatMap((trak) => readTrack(bytes, trak) ?? []);
  const color = tracks.find(({ alphaOf }) => alphaOf === undefined);
  if (color === undefined) throw new AvifFault('it holds no picture');
  const alpha = tracks.find(({ alphaOf }) => alphaOf === color.id);
  return {
    width: color.frame.width,
    height: color.frame.height,
    color: color.frame,
    alpha: alpha?.frame,
    isPremultiplied: alpha !== undefined && color.premultipliedBy === alpha.id,
    cicp: color.cicp,
    orientation: 1,
  };
}

/** Undefined for a track of something else. */
function readTrack(bytes: Uint8Array, trak: ContainerBlock): Track | undefined {
  const boxes = new BoxReader(bytes, trak).children();
  const stbl = boxesWithin(bytes, boxes, ['mdia', 'minf', 'stbl']);
  const entries = new BoxReader(bytes, boxOf(stbl, 'stsd'));
  entries.take(8);
  const entry = entries.children().find(({ type }) => type === 'av01');
  if (entry === undefined) return undefined;
  const properties = new BoxReader(bytes, entry);
  properties.take(SAMPLE_ENTRY_LENGTH);
  const described = properties.children();
  const { id, width, height } = readTrackHeader(bytes, boxOf(boxes, 'tkhd'));
  const configuration = new BoxReader(bytes, boxOf(described, 'av1C')).readRest();
  const data = readFirstSample(bytes, stbl);
  const colr = described.find(({ type }) => type === 'colr');
  return {
    id,
    frame: { columns: 1, width, height, cells: [{ width, height, configuration, data }] },
    cicp: colr && readCicp(bytes, colr),
    alphaOf: readReference(bytes, boxes, 'auxl'),
    premultipliedBy: readReference(bytes, boxes, 'prem'),
  };
}

function boxesWithin(
  bytes: Uint8Array,
  boxes: readonly ContainerBlock[],
  path: readonly string[],
): readonly ContainerBlock[] {
  return path.reduce((inner, type) => new BoxReader(bytes, boxOf(inner, type)).children(), boxes);
}

function readTrackHeader(bytes: Uint8Array, tkhd: ContainerBlock): { id: number; width: number; height: number } {
  const reader = new BoxReader(bytes, tkhd);
  const timeLength = reader.readVersion() === 1 ? 8 : 4;
  reader.take(2 * timeLength);
  const id = reader.readUint(4);
  // Reserved, duration, layer, group, volume and matrix.
  reader.take(4 + timeLength + 16 + 36);
  // 16.16 fixed point.
  return { id, width: reader.readUint(4) >>> 16, height: reader.readUint(4) >>> 16 };
}

function readReference(bytes: Uint8Array, trak: readonly ContainerBlock[], wanted: string): number | undefined {
  const tref = trak.find(({ type }) => type === 'tref');
  const box = tref && new BoxReader(bytes, tref).children().find(({ type }) => type === wanted);
  return box && new BoxReader(bytes, box).readUint(4);
}

/** The first chunk starts with it. */
function readFirstSample(bytes: Uint8Array, stbl: readonly ContainerBlock[]): Uint8Array {
  const offsets = stbl.find(({ type }) => type === 'stco' || type === 'co64');
  if (offsets === undefined) throw new AvifFault('its header cannot be read');
  const chunks = new BoxReader(bytes, offsets);
  chunks.take(8);
  const start = chunks.readUint(offsets.type === 'stco' ? 4 : 8);
  const sizes = new BoxReader(bytes, boxOf(stbl, 'stsz'));
  sizes.readVersion();
  const commonSize = sizes.readUint(4);
  const length = commonSize || (sizes.readUint(4) > 0 ? sizes.readUint(4) : 0);
  if (start + length > bytes.length) throw new AvifFault('the end of the file is missing');
  return bytes.subarray(start, start + length);
}
