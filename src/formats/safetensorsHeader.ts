/** The JSON header of a safetensors file, held to all that the format's own reader holds it to. */
import * as v from 'valibot';
import type { ByteSource } from '../core/bytes/bytes.ts';
import { findDuplicateKey } from './duplicateKey.ts';
import { damagedSafetensors } from './safetensorsError.ts';
import { SAFETENSORS_ELEMENT_BITS, type SafetensorsDtype } from './safetensorsFloats.ts';

/** One tensor of a header. */
export interface HeaderTensor {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** Bytes `[begin, end)` of what follows the header. */
  readonly begin: number;
  readonly end: number;
}

const METADATA = '__metadata__';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const headerEntry = v.object({ dtype: v.string(), shape: v.array(count), data_offsets: v.tuple([count, count]) });
const metadata = v.nullish(v.record(v.string(), v.string()));
/** Checked by hand: valibot's record drops keys such as `constructor`, which are names as good as any. */
const object = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/**
 * The tensors of a header, in its order. The header ends at `dataStart` of `source`. Throws SafetensorsError unless
 * each tensor has the bytes of its type and shape, and all together cover the rest of the file without holes and
 * without overlap.
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  dataStart: number,
  { name: file, byteLength }: Pick<ByteSource, 'name' | 'byteLength'>,
): HeaderTensor[] {
  const { [METADATA]: meta, ...tensors } = parseObject(bytes, file);
  if (!v.is(metadata, meta)) throw damagedSafetensors(file, `the header's ${METADATA} is no map of texts`);
  const entries = Object.entries(tensors).map(([name, value]) => headerTensor(name, value, file));
  checkCoverage(entries, dataStart, byteLength, file);
  return entries;
}

/** The format's reader takes no byte order mark either. */
function parseObject(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = v.parse(object, JSON.parse(text));
  } catch (cause) {
    throw damagedSafetensors(file, 'its header is not a JSON object', cause);
  }
  const twice = findDuplicateKey(text, [METADATA]);
  if (twice !== undefined) throw damagedSafetensors(file, `its header has "${twice}" twice`);
  return v.parse(object, value);
}

function headerTensor(name: string, value: unknown, file: string): HeaderTensor {
  const parsed = v.safeParse(headerEntry, value);
  if (!parsed.success) throw damagedSafetensors(file, `the header's entry for ${name} has another shape`);
  const { dtype, shape, data_offsets: offsets } = parsed.output;
  const [begin, end] = offsets;
  if (!isDtype(dtype)) throw damagedSafetensors(file, `${name} is of the unknown type ${dtype}`);
  const bits = shape.reduce((product, size) => product * size, SAFETENSORS_ELEMENT_BITS[dtype]);
  if (8 * (end - begin) === bits) return { name, dtype, shape, begin, end };
  throw damagedSafetensors(file, `${name} of type ${dtype} and shape [${shape.join(', ')}] spans ${end - begin} bytes`);
}

function isDtype(dtype: string): dtype is SafetensorsDtype {
  return Object.hasOwn(SAFETENSORS_ELEMENT_BITS, dtype);
}

function checkCoverage(entries: readonly HeaderTensor[], dataStart: number, byteLength: number, file: string): void {
  const dataBytes = byteLength - dataStart;
  let covered = 0;
  let before = 'the header';
  for (const { name, begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (end > dataBytes) {
      throw damagedSafetensors(file, `${name} would end at byte ${dataStart + end} and the file has ${byteLength}`);
    }
    if (begin < covered) throw damagedSafetensors(file, `${name} shares bytes with ${before}`);
    if (begin > covered) throw damagedSafetensors(file, `${begin - covered} bytes before ${name} belong to no tensor`);
    covered = end;
    before = name;
  }
  if (covered < dataBytes) throw damagedSafetensors(file, `its last ${dataBytes - covered} bytes belong to no tensor`);
}
