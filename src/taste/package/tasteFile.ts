/**
 * A taste as one file: eight bytes that name the format, the length of the header, the header as JSON, the weights of the layers in
 * its order (each weight, then its bias; fp32, little-endian), and the SHA-256 of all of that.
 */
import * as v from 'valibot';
import { at } from '../../core/at.ts';
import { bytesOfHex } from './hex.ts';
import { joinBytes } from '../../core/bytes/joinBytes.ts';
import { digestBytes } from '../../core/bytes/sha256.ts';
import { EditRewardError } from '../../core/errors.ts';
import { parametersOf, type HeadLayers, type Linear } from '../network/headLayers.ts';
import { tasteSchema, type TasteHeader } from './tasteSchema.ts';

const MAGIC = new TextEncoder().encode('ERTASTE1');
const LENGTH_BYTES = 4;
const DIGEST_BYTES = 32;

/** A file is not a taste, or not the one that was written. */
export class TasteFileError extends EditRewardError {
  override readonly name = 'TasteFileError';
}

/** A taste, and what of its heads it brings. */
export interface Taste {
  readonly header: TasteHeader;
  /** Of each head, from `firstLayer` on. */
  readonly layers: readonly HeadLayers[];
  /** Of the file. It stands for the taste. */
  readonly sha256: string;
}

export async function writeTaste(header: TasteHeader, layers: readonly HeadLayers[]): Promise<Uint8Array<ArrayBuffer>> {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, json.byteLength, true);
  const weights = layers.flatMap(parametersOf).map((values) => bytesOfFloats(Float32Array.from(values)));
  const body = joinBytes([MAGIC, length, json, ...weights]);
  return joinBytes([body, bytesOfHex(await digestBytes(body))]);
}

/** `file` names the bytes for messages. Throws {@link TasteFileError}. */
export async function parseTaste(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<Taste> {
  if (!MAGIC.every((byte, k) => bytes[k] === byte)) {
    throw new TasteFileError(`${file} is not a taste. Choose a file that "editreward train" wrote.`, { file });
  }
  const body = bytes.slice(0, -DIGEST_BYTES);
  const digest = bytesOfHex(await digestBytes(body));
  const start = MAGIC.byteLength + LENGTH_BYTES;
  if (body.byteLength < start || !digest.every((byte, k) => bytes[body.byteLength + k] === byte)) {
    throw new TasteFileError(
      `${file} is damaged or cut off: its SHA-256 is not the one that it ends with. Copy or download it again.`,
      { file },
    );
  }
  const end = start + new DataView(body.buffer).getUint32(MAGIC.byteLength, true);
  const header = parseHeader(new TextDecoder().decode(body.subarray(start, end)), file);
  return { header, layers: layersOf(header, body.slice(end), file), sha256: await digestBytes(bytes) };
}

function parseHeader(json: string, file: string): TasteHeader {
  const result = v.safeParse(tasteSchema, tryParse(json));
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]) ?? 'its header';
  throw new TasteFileError(
    `${file} is a taste that this version cannot read, at "${where}". Update EditReward Web, or train it again.`,
    { file },
  );
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function layersOf({ heads }: TasteHeader, bytes: Uint8Array<ArrayBuffer>, file: string): HeadLayers[] {
  const view = new DataView(bytes.buffer);
  const wanted = heads.flatMap(({ shapes }) => shapes).reduce((sum, [rows, columns]) => sum + rows * columns + rows, 0);
  if (bytes.byteLength !== 4 * wanted) {
    throw new TasteFileError(
      `${file} has ${bytes.byteLength} bytes of weights; its header says ${4 * wanted}. Train it again.`,
      { file },
    );
  }
  let offset = 0;
  const take = (count: number) => Float32Array.from({ length: count }, () => view.getFloat32(4 * offset++, true));
  return heads.map(({ shapes }) =>
    shapes.map(([rows, columns]): Linear => {
      const values = take(rows * columns);
      return { weight: { values, rows, columns }, bias: take(rows) };
    }),
  );
}

function bytesOfFloats(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let k = 0; k < values.length; k++) view.setFloat32(4 * k, at(values, k), true);
  return bytes;
}
