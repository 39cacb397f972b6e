import type { Backend } from '../model/session.ts';
import { createWebSession } from './createWebSession.ts';
import { loadOnnxruntime } from './onnxruntime.ts';

/** The CPU, through WebAssembly. */
export async function createWasmBackend(): Promise<Backend> {
  const runtime = await loadOnnxruntime();
  return {
    provider: 'wasm',
    variant: 'cpu',
    description: cpuName(runtime.wasmThreads),
    features: [],
    ort: runtime.ort,
    createSession: (files, reader) => createWebSession(runtime, files, reader, 'wasm', 'cpu'),
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}

/** For people: "CPU, 2 threads". */
export function cpuName(threads: number): string {
  return threads === 1 ? 'CPU, 1 thread' : `CPU, ${threads} threads`;
}
