/**
 * Reading safetensors (https://github.com/huggingface/safetensors#format): eight bytes with the header's length, a JSON
 * header, then the tensors' bytes. Only the header is read on opening; weights are read by rows.
 */
import type { ByteSource } from '../core/bytes/bytes.ts';
import { describeForeignCheckpoint } from './foreignCheckpoint.ts';
import { FOREIGN_HEAD_BYTES } from '../core/foreignKind.ts';
import { damagedSafetensors, SafetensorsError } from './safetensorsError.ts';
import { isFloatDtype, type SafetensorsDtype, widenToFloat32 } from './safetensorsFloats.ts';
import { parseSafetensorsHeader } from './safetensorsHeader.ts';

export { SafetensorsError } from './safetensorsError.ts';
export type { SafetensorsDtype } from './safetensorsFloats.ts';

/** The format's own limit on its header: a longer one is a file of another kind, not to be allocated. */
export const MAX_HEADER_BYTES = 100_000_000;

const LENGTH_BYTES = 8;

/** Where one tensor lies: bytes `[start, end)` of `source`, row-major. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly source: ByteSource;
  readonly start: number;
  readonly end: number;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

/** Reads the header. Throws {@link SafetensorsError} when the file is not whole or not safetensors. */
export async function openSafetensors(source: ByteSource): Promise<Safetensors> {
  const headerBytes = await readHeaderLength(source);
  const dataStart = LENGTH_BYTES + headerBytes;
  const header = await source.slice(LENGTH_BYTES, dataStart);
  const tensors = new Map<string, TensorEntry>();
  for (const { begin, end, ...tensor } of parseSafetensorsHeader(header, dataStart, source)) {
    tensors.set(tensor.name, { ...tensor, source, start: dataStart + begin, end: dataStart + end });
  }
  return { tensors };
}

/** Rows of a tensor: entries along its first axis (a scalar has one). */
export function rowCountOf(entry: TensorEntry): number {
  return entry.shape[0] ?? 1;
}

/**
 * Rows `[rowStart, rowEnd)` as they stand in the file, row-major. Throws {@link SafetensorsError} when they do not exist.
 */
export async function readRowBytes(
  entry: TensorEntry,
  rowStart: number,
  rowEnd: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const rows = rowCountOf(entry);
  if (rowStart < 0 || rowStart > rowEnd || rowEnd > rows) {
    throw new SafetensorsError(`Tensor ${entry.name} has ${rows} rows; rows ${rowStart} to ${rowEnd} were asked for.`, {
      file: entry.source.name,
    });
  }
  const rowBytes = rows === 0 ? 0 : (entry.end - entry.start) / rows;
  return entry.source.slice(entry.start + rowStart * rowBytes, entry.start + rowEnd * rowBytes);
}

/** As {@link readRowBytes}, widened exactly to fp32. Throws also when the dtype is not BF16, F16 or F32. */
export async function readRows(
  entry: TensorEntry,
  rowStart: number,
  rowEnd: number,
): Promise<Float32Array<ArrayBuffer>> {
  return widenToFloat32(entry.dtype, await readRowBytes(entry, rowStart, rowEnd));
}

/** Throws {@link SafetensorsError} when {@link readRows} would, for the tensor's type. */
export function checkFloatDtype({ name, dtype, source }: TensorEntry): void {
  if (isFloatDtype(dtype)) return;
  throw new SafetensorsError(`${name} is stored as ${dtype}, which is not supported. Save it as BF16, F16 or F32.`, {
    file: source.name,
  });
}

/** All bytes of a tensor as they stand in the file. */
export function readRaw(entry: TensorEntry): Promise<Uint8Array<ArrayBuffer>> {
  return entry.source.slice(entry.start, entry.end);
}

async function readHeaderLength(source: ByteSource): Promise<number> {
  const { name, byteLength } = source;
  if (byteLength < LENGTH_BYTES) throw damagedSafetensors(name, 'it is shorter than its header');
  const bytes = await source.slice(0, LENGTH_BYTES);
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (LENGTH_BYTES + Number(length) <= byteLength && length <= BigInt(MAX_HEADER_BYTES)) return Number(length);
  if (isForeign(bytes)) await refuseForeign(source);
  if (length <= BigInt(MAX_HEADER_BYTES)) throw damagedSafetensors(name, 'it ends inside its header');
  throw damagedSafetensors(name, `it names a header of ${length} bytes, and the format allows ${MAX_HEADER_BYTES}`);
}

/** Text, or the first bytes of an archive, which would be lengths of headers that no file has. */
function isForeign(start: Uint8Array): boolean {
  return describeForeignCheckpoint(start) !== undefined || start.every((byte) => byte >= 0x09);
}

async function refuseForeign(source: ByteSource): Promise<void> {
  const foreign = describeForeignCheckpoint(await source.slice(0, Math.min(FOREIGN_HEAD_BYTES, source.byteLength)));
  if (foreign !== undefined) throw new SafetensorsError(`${source.name} is ${foreign}.`, { file: source.name });
}
