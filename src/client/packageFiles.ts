import type { RuntimeBuilds } from '../core/loading/runtimeBuilds.ts';

/** Where the files are that the client starts from. */
export interface PackageFiles {
  /** The scorer worker. */
  readonly scorer: string;
  /** Undefined: they lie beside the worker, under the names that it knows. */
  readonly runtime: RuntimeBuilds | undefined;
  /** EditReward-Nano: a URL prefix when it ends in a slash, else its files packed into one. */
  readonly nano: string;
}

/**
 * The files as the npm package holds them. Each is named as `new URL(name, import.meta.url)`: a browser resolves it by
 * itself, and bundlers know it and bring the file along. The site's build puts its own addresses in the place of this.
 */
export const packageFiles: PackageFiles = {
  scorer: new URL('./scorer.js', import.meta.url).href,
  runtime: {
    jspi: {
      script: new URL('./ort.jspi.min.mjs', import.meta.url).href,
      loader: new URL('./ort-wasm-simd-threaded.jspi.mjs', import.meta.url).href,
      wasm: new URL('./ort-wasm-simd-threaded.jspi.wasm', import.meta.url).href,
    },
    asyncify: {
      script: new URL('./ort.webgpu.min.mjs', import.meta.url).href,
      loader: new URL('./ort-wasm-simd-threaded.asyncify.mjs', import.meta.url).href,
      wasm: new URL('./ort-wasm-simd-threaded.asyncify.wasm', import.meta.url).href,
    },
  },
  nano: new URL('./nano.bin', import.meta.url).href,
};
