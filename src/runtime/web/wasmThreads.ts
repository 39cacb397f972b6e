/** More threads than this gain little on matrix products of our size, and take cores from the rest of the machine. */
const MAX_THREADS = 8;

/** A module with a shared memory and nothing else: one page, which is also the most. */
const SHARED_MEMORY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 4, 1, 3, 1, 1);

/**
 * How many threads onnxruntime can run here. It silently falls back to one if memory cannot be shared: if the page is
 * not isolated, or a setting of the browser forbids it (`javascript.options.shared_memory`).
 */
export function wasmThreads(): number {
  if (!canShareMemory()) return 1;
  // Absent in some browsers that hide what the machine is.
  const cores: number | undefined = navigator.hardwareConcurrency;
  return Math.max(1, Math.min(cores ?? 1, MAX_THREADS));
}

function canShareMemory(): boolean {
  if (!globalThis.crossOriginIsolated || typeof SharedArrayBuffer === 'undefined') return false;
  try {
    const { port1, port2 } = new MessageChannel();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port has no target
    port1.postMessage(new SharedArrayBuffer(1));
    port1.close();
    port2.close();
    return WebAssembly.validate(SHARED_MEMORY_MODULE);
  } catch {
    return false;
  }
}
