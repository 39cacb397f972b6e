import jspiUrl from 'onnxruntime-web/jspi?url';
import asyncifyUrl from 'onnxruntime-web/webgpu?url';
import jspiLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url';
import jspiWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url';
import asyncifyLoaderUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import asyncifyWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type * as Onnx from 'onnxruntime-web';
import { runtimeOf, type RuntimeAddresses, type RuntimeBuilds } from '../../core/loading/runtimeBuilds.ts';
import { productModel } from '../trust/deviceSpeed.ts';
import { withLateThreads } from './lateThreads.ts';
import { markStage } from './markStage.ts';
import { wasmThreads } from './wasmThreads.ts';

interface StartedThreads {
  readonly wasmThreads: number;
  /** Threads come late, see {@link THREADS_JOIN_MS}; who measures what they can do has them come at once. */
  readonly joinThreads: () => void;
}

/** onnxruntime-web as this browser can run it. */
export interface WebOnnxruntime extends StartedThreads {
  readonly ort: typeof Onnx;
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
  const threads = chooseThreads(absolute(loader));
  // By its address: each worker is bundled by itself, and would otherwise have a copy of its own.
  const ort: typeof Onnx = await import(/* @vite-ignore */ absolute(script));
  return { ort, ...(await start(ort, await threads, absolute(wasm))), takesBlobs };
}

function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}

/**
 * Threads join in this long after the start: a first score of a small model is there by then. Until then the browser compiles
 * what runs, on the same cores, and threads that look out for work would keep it waiting.
 */
const THREADS_JOIN_MS = 1000;

/**
 * Paths and threads are read once, when the first session is created. That also downloads and compiles the WebAssembly,
 * so it is done here, with the smallest model, rather than after the first real one has come.
 */
async function start(
  { env, InferenceSession }: typeof Onnx,
  { loader, count }: Threads,
  wasm: string,
): Promise<StartedThreads> {
  env.wasm.wasmPaths = { mjs: loader, wasm };
  env.wasm.numThreads = count;
  const { join } = await withLateThreads(loader, async () => {
    const session = await InferenceSession.create(productModel(), { executionProviders: ['wasm'] });
    await session.release();
  });
  setTimeout(join, THREADS_JOIN_MS);
  markStage('runtime ready');
  return { wasmThreads: count, joinThreads: join };
}

interface Threads {
  readonly count: number;
  /** What they start from. */
  readonly loader: string;
}

async function chooseThreads(loader: string): Promise<Threads> {
  const count = wasmThreads();
  const threadLoader = count > 1 ? await loaderForThreads(loader) : undefined;
  return threadLoader === undefined ? { count: 1, loader } : { count, loader: threadLoader };
}

/**
 * Threads start from the loader's own address, which must be of the page's origin: one from elsewhere is copied into a
 * Blob. Undefined where the page's Content-Security-Policy takes no scripts from Blobs.
 */
async function loaderForThreads(url: string): Promise<string | undefined> {
  if (new URL(url).origin === globalThis.origin) {
    // onnxruntime imports it once it is there itself: by then it has come. Who needs it hears of its failure.
    import(/* @vite-ignore */ url).catch(() => undefined);
    return url;
  }
  try {
    const script = await (await fetch(url)).blob();
    const copy = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    await import(/* @vite-ignore */ copy);
    return copy;
  } catch {
    return undefined;
  }
}
