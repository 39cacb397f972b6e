import type { SafetensorsDtype } from '../formats/safetensorsFloats.ts';

/** A tensor to lay into a file. */
export interface TensorData {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A small safetensors file in memory, tensors in the given order. */
export function safetensorsBytes(tensors: Readonly<Record<string, TensorData>>): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  let offset = 0;
  for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  return withHeader(
    JSON.stringify(header),
    Object.values(tensors).map(({ data }) => data),
  );
}

/** A file of any header text, so that tests can write wrong ones. */
export function withHeader(headerText: string, parts: readonly Uint8Array[] = []): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(headerText);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(header.byteLength), true);
  const all = [length, header, ...parts];
  const bytes = new Uint8Array(all.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
