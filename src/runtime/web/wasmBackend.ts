import type { Backend } from '../session.ts';
import { createWebSession } from './createWebSession.ts';
import { ort, wasmThreads } from './onnxruntime.ts';

/** The CPU, through WebAssembly. */
export function createWasmBackend(): Backend {
  return {
    provider: 'wasm',
    variant: 'cpu',
    description: wasmThreads === 1 ? 'CPU, 1 thread' : `CPU, ${wasmThreads} threads`,
    features: [],
    ort,
    createSession: (files, reader) => createWebSession(files, reader, 'wasm', 'cpu'),
    guard: (work) => work,
    deviceBytes: () => 0,
    dispose: async () => undefined,
  };
}
