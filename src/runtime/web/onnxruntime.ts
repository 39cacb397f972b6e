/**
 * The one copy of onnxruntime-web, with its WebAssembly from our own origin. Import it before anything creates a session:
 * paths and threads are read once, at the first.
 */
import * as ort from 'onnxruntime-web/webgpu';
import loaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';

/** More threads than this gain little on matrix products of our size, and take cores from the rest of the machine. */
const MAX_THREADS = 8;

ort.env.wasm.wasmPaths = {
  mjs: new URL(loaderUrl, import.meta.url).href,
  wasm: new URL(wasmUrl, import.meta.url).href,
};
// Without cross-origin isolation there is no shared memory, so one thread.
ort.env.wasm.numThreads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;

export const wasmThreads = ort.env.wasm.numThreads;
export { ort };
