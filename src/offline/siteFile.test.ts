import { describe, expect, it } from 'vitest';
import { filesForBrowser } from './siteFile.ts';

const JSPI = ['ort.jspi.min-a1.mjs', 'ort-wasm-simd-threaded.jspi-b2.mjs', 'ort-wasm-simd-threaded.jspi-c3.wasm'];
const ASYNCIFY = [
  'ort.webgpu.min-d4.mjs',
  'ort-wasm-simd-threaded.asyncify-e5.mjs',
  'ort-wasm-simd-threaded.asyncify-f6.wasm',
];
const OTHERS = ['index.html', 'assets/index-jspi.js', 'assets/nano-0/decoder-0.webgpu.onnx'];

const paths = (names: readonly string[]) => names.map((name) => `assets/${name}`);
const files = [...OTHERS, ...paths(JSPI), ...paths(ASYNCIFY)].map((url) => ({ url, revision: null, integrity: '' }));

describe('filesForBrowser', () => {
  it.each([
    [true, JSPI],
    [false, ASYNCIFY],
  ])('with JSPI %s keeps that build of onnxruntime-web alone, and all else', (hasJspi, build) => {
    expect(filesForBrowser(files, hasJspi).map(({ url }) => url)).toEqual([...OTHERS, ...paths(build)]);
  });
});
