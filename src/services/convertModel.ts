import { decodeImage } from '../runtime/image/decodeImage.ts';
import { createWasmBackend } from '../runtime/web/wasmBackend.ts';
import { convertWith } from './convertWith.ts';
import { createEncodePool } from './encodePool.ts';

/** A conversion in the browser: on all cores, its self-test on the CPU. */
export const convertModel = convertWith({
  createPool: createEncodePool,
  createBackend: createWasmBackend,
  decode: (bytes, name) => decodeImage(bytes, name, 'official'),
});
