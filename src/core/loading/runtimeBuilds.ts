/** Addresses of one build of onnxruntime-web: its script, and the loader and the WebAssembly that the script starts. */
export interface RuntimeAddresses {
  readonly script: string;
  readonly loader: string;
  readonly wasm: string;
}

/** Both builds; a worker downloads the one that its browser runs best. */
export type RuntimeBuilds = Readonly<Record<'jspi' | 'asyncify', RuntimeAddresses>>;

const PARAMETER = 'onnxruntime';

/**
 * The address of a scorer worker that takes onnxruntime from `builds`. A bundler may rename and move each of our files.
 * The page knows the new addresses. The worker does not, since it starts before anything can be said to it.
 */
export function withRuntime(workerUrl: string, builds: RuntimeBuilds): string {
  const url = new URL(workerUrl);
  url.searchParams.set(PARAMETER, JSON.stringify(builds));
  return url.href;
}

/**
 * The inverse of {@link withRuntime}. Undefined when the address names none: the worker then takes the files beside it.
 */
export function runtimeOf(workerUrl: string): RuntimeBuilds | undefined {
  const text = new URL(workerUrl).searchParams.get(PARAMETER);
  // Written by the page that starts the worker, with the very types above.
  return text === null ? undefined : (JSON.parse(text) as RuntimeBuilds);
}
