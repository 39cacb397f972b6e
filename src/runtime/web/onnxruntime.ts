import jspiUrl from 'onnxruntime-web/jspi?url';
import asyncifyUrl from 'onnxruntime-web/webgpu?url';
import jspiLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import asyncifyLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type * as Onnx from 'onnxruntime-web';
import { productModel } from '../deviceSpeed.ts';

/** More threads than this gain little on matrix products of our size, and take cores from the rest of the machine. */
const MAX_THREADS = 8;

/** onnxruntime-web as this browser can run it. */
export interface WebOnnxruntime {
  readonly ort: typeof Onnx;
  readonly wasmThreads: number;
  /** Whether external data may be a Blob, which is then read tensor by tensor and never whole. */
  readonly takesBlobs: boolean;
}

let loading: Promise<WebOnnxruntime> | undefined;

/**
 * The build of onnxruntime-web for this browser; the other one is never downloaded. With JSPI, WebAssembly waits for
 * promises by itself: that build is two thirds of the size. Its WebAssembly comes from our own origin.
 */
export function loadOnnxruntime(): Promise<WebOnnxruntime> {
  loading ??= 'Suspending' in WebAssembly ? loadJspi() : loadAsyncify();
  return loading;
}

async function loadJspi(): Promise<WebOnnxruntime> {
  const ort = await importFrom(jspiUrl);
  return { ort, wasmThreads: await start(ort, jspiLoaderUrl, jspiWasmUrl), takesBlobs: true };
}

async function loadAsyncify(): Promise<WebOnnxruntime> {
  const ort = await importFrom(asyncifyUrl);
  return { ort, wasmThreads: await start(ort, asyncifyLoaderUrl, asyncifyWasmUrl), takesBlobs: false };
}

/** By its address: each worker is bundled by itself, and would otherwise have a copy of its own. */
function importFrom(url: string): Promise<typeof Onnx> {
  return import(/* @vite-ignore */ new URL(url, import.meta.url).href);
}

/**
 * Paths and threads are read once, when the first session is created. That also downloads and compiles the WebAssembly,
 * so it is done here, with the smallest model, rather than after the first real one has come. Returns the number of threads.
 */
async function start({ env, InferenceSession }: typeof Onnx, loaderUrl: string, wasmUrl: string): Promise<number> {
  env.wasm.wasmPaths = { mjs: new URL(loaderUrl, import.meta.url).href, wasm: new URL(wasmUrl, import.meta.url).href };
  // Without cross-origin isolation there is no shared memory, so one thread.
  const threads = globalThis.crossOriginIsolated ? Math.min(navigator.hardwareConcurrency, MAX_THREADS) : 1;
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(productModel(), { executionProviders: ['wasm'] });
  await session.release();
  return threads;
}
