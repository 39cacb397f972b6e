/**
 * Reading safetensors (https://github.com/huggingface/safetensors#format): eight bytes with the header's length, a JSON
 * header, then the tensors' bytes. Only the header is read on opening; weights are read by rows.
 */
import * as v from 'valibot';
import type { ByteSource } from '../core/bytes.ts';
import { SafetensorsError } from './safetensorsError.ts';
import { isFloatDtype, SAFETENSORS_ELEMENT_BYTES, type SafetensorsDtype, widenToFloat32 } from './safetensorsFloats.ts';

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

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const headerEntry = v.object({
  dtype: v.string(),
  shape: v.array(count),
  data_offsets: v.tuple([count, count]),
});
type HeaderEntry = v.InferOutput<typeof headerEntry>;

/** Reads the header. Throws {@link SafetensorsError} when the file is not whole or not safetensors. */
export async function openSafetensors(source: ByteSource): Promise<Safetensors> {
  const headerBytes = await readHeaderLength(source);
  const dataStart = LENGTH_BYTES + headerBytes;
  const header = parseHeader(await source.slice(LENGTH_BYTES, dataStart), source.name);
  const tensors = new Map<string, TensorEntry>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    tensors.set(name, tensorEntry(name, value, source, dataStart));
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
  if (source.byteLength < LENGTH_BYTES) throw damaged(source.name, 'it is shorter than its header');
  const bytes = await source.slice(0, LENGTH_BYTES);
  const length = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw damaged(source.name, `it names a header of ${length} bytes, and the format allows ${MAX_HEADER_BYTES}`);
  }
  if (LENGTH_BYTES + Number(length) > source.byteLength) throw damaged(source.name, 'it ends inside its header');
  return Number(length);
}

function parseHeader(bytes: Uint8Array, file: string): Record<string, unknown> {
  try {
    return v.parse(v.record(v.string(), v.unknown()), JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw damaged(file, 'its header is not a JSON object', cause);
  }
}

function tensorEntry(name: string, value: unknown, source: ByteSource, dataStart: number): TensorEntry {
  const parsed = v.safeParse(headerEntry, value);
  if (!parsed.success) throw damaged(source.name, `the header's entry for ${name} has another shape`);
  const { dtype, shape, data_offsets: offsets } = parsed.output;
  if (!isDtype(dtype)) throw damaged(source.name, `${name} is of the unknown type ${dtype}`);
  checkOffsets(name, { dtype, shape, data_offsets: offsets }, dtype, source, dataStart);
  return { name, dtype, shape, source, start: dataStart + offsets[0], end: dataStart + offsets[1] };
}

function isDtype(dtype: string): dtype is SafetensorsDtype {
  return Object.hasOwn(SAFETENSORS_ELEMENT_BYTES, dtype);
}

function checkOffsets(
  name: string,
  { shape, data_offsets: [begin, end] }: HeaderEntry,
  dtype: SafetensorsDtype,
  source: ByteSource,
  dataStart: number,
): void {
  const expected = shape.reduce((product, size) => product * size, SAFETENSORS_ELEMENT_BYTES[dtype]);
  if (end - begin !== expected) {
    throw damaged(source.name, `${name} of type ${dtype} and shape [${shape.join(', ')}] spans ${end - begin} bytes`);
  }
  if (dataStart + end > source.byteLength) {
    throw damaged(source.name, `${name} would end at byte ${dataStart + end} and the file has ${source.byteLength}`);
  }
}

function damaged(file: string, reason: string, cause?: unknown): SafetensorsError {
  return new SafetensorsError(`${file} is not a whole safetensors file: ${reason}. Download or copy it again.`, {
    file,
    cause,
  });
}
