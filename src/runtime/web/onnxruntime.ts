import jspiUrl from 'onnxruntime-web/jspi?url';
import asyncifyUrl from 'onnxruntime-web/webgpu?url';
import jspiLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import asyncifyLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type * as Onnx from 'onnxruntime-web';
import { runtimeOf, type RuntimeAddresses, type RuntimeBuilds } from '../../core/loading/runtimeBuilds.ts';
import { productModel } from '../trust/deviceSpeed.ts';
import { markStage } from './markStage.ts';
import { wasmThreads } from './wasmThreads.ts';

/** onnxruntime-web as this browser can run it. */
export interface WebOnnxruntime {
  readonly ort: typeof Onnx;
  readonly wasmThreads: number;
  /** Whether external data may be a Blob, which is then read tensor by tensor and never whole. */
  readonly takesBlobs: boolean;
}

/** What the page says, where a bundler has moved the files; else those that this very build put beside the worker. */
const builds: RuntimeBuilds = runtimeOf(import.meta.url) ?? {
  jspi: { script: jspiUrl, loader: jspiLoaderUrl, wasm: jspiWasmUrl },
  asyncify: { script: asyncifyUrl, loader: asyncifyLoaderUrl, wasm: asyncifyWasmUrl },
};

let loading: Promise<WebOnnxruntime> | undefined;

/**
 * The build of onnxruntime-web for this browser; the other one is never downloaded. With JSPI, WebAssembly waits for
 * promises by itself: that build is two thirds of the size. Its WebAssembly comes from where the worker came from.
 */
export function loadOnnxruntime(): Promise<WebOnnxruntime> {
  const takesBlobs = 'Suspending' in WebAssembly;
  loading ??= load(takesBlobs ? builds.jspi : builds.asyncify, takesBlobs).catch((error: unknown) => {
    // What did not load may load the next time.
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load({ script, loader, wasm }: RuntimeAddresses, takesBlobs: boolean): Promise<WebOnnxruntime> {
  // By its address: each worker is bundled by itself, and would otherwise have a copy of its own.
  const ort: typeof Onnx = await import(/* @vite-ignore */ absolute(script));
  return { ort, wasmThreads: await start(ort, absolute(loader), absolute(wasm)), takesBlobs };
}

function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}

/**
 * Paths and threads are read once, when the first session is created. That also downloads and compiles the WebAssembly,
 * so it is done here, with the smallest model, rather than after the first real one has come. Returns the number of threads.
 */
async function start({ env, InferenceSession }: typeof Onnx, loader: string, wasm: string): Promise<number> {
  const wanted = wasmThreads();
  const threadLoader = wanted > 1 ? await loaderForThreads(loader) : undefined;
  const threads = threadLoader === undefined ? 1 : wanted;
  env.wasm.wasmPaths = { mjs: threadLoader ?? loader, wasm };
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(productModel(), { executionProviders: ['wasm'] });
  await session.release();
  markStage('runtime ready');
  return threads;
}

/**
 * Threads start from the loader's own address, which must be of the page's origin: one from elsewhere is copied into a
 * Blob. Undefined where the page's Content-Security-Policy takes no scripts from Blobs.
 */
async function loaderForThreads(url: string): Promise<string | undefined> {
  if (new URL(url).origin === globalThis.origin) return url;
  try {
    const script = await (await fetch(url)).blob();
    const copy = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    await import(/* @vite-ignore */ copy);
    return copy;
  } catch {
    return undefined;
  }
}
