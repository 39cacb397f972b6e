import { join } from 'node:path';
import { cpus } from 'node:os';
import * as ort from 'onnxruntime-node';
import type { Backend, SessionFiles, SessionReader } from '../runtime/session.ts';

/** The CPU of this machine through onnxruntime's own library: several times faster than wasm. */
export function createNodeBackend(packagePath: string): Backend {
  return {
    provider: 'cpu',
    variant: 'cpu',
    description: `CPU, ${cpus()[0]?.model ?? 'unknown model'}`,
    features: [],
    // The Node package declares the same classes as the web package, in another copy of onnxruntime-common.
    ort: ort as unknown as Backend['ort'],
    createSession: (files, reader) => createSession(packagePath, files, reader),
    guard: (work) => work,
    deviceBytes: () => 0,
    dispose: async () => undefined,
  };
}

/** onnxruntime maps external data itself, next to the graph; so its digest is checked in a pass before. */
async function createSession(packagePath: string, files: SessionFiles, reader: SessionReader) {
  for (const path of [files.graph, ...files.externalData]) await reader.check(path);
  const session = await ort.InferenceSession.create(join(packagePath, files.graph), { executionProviders: ['cpu'] });
  return session as unknown as Awaited<ReturnType<Backend['createSession']>>;
}
