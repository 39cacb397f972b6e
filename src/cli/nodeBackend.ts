import { join } from 'node:path';
import { cpus } from 'node:os';
import * as ort from 'onnxruntime-node';
import {
  wrapSession,
  type Backend,
  type InferenceSession,
  type SessionFiles,
  type SessionReader,
} from '../runtime/session.ts';
import { createStreamedSession } from '../runtime/streamedSession.ts';

// The Node package declares the same classes as the web package, in another copy of onnxruntime-common.
const sharedOrt = ort as unknown as Backend['ort'];

/**
 * The CPU of this machine through onnxruntime's own library: several times faster than wasm. With `streamed`, each shard
 * is in memory only while it runs.
 */
export function createNodeBackend(packagePath: string, { streamed = false } = {}): Backend {
  return {
    provider: 'cpu',
    variant: 'cpu',
    description: `CPU, ${cpus()[0]?.model ?? 'unknown model'}`,
    features: [],
    ort: sharedOrt,
    async createSession(files, reader) {
      await checkFiles(files, reader);
      const create = () => createSession(packagePath, files);
      return streamed ? createStreamedSession(create) : create();
    },
    guard: (work) => work,
    deviceBytes: () => 0,
    dispose: async () => undefined,
  };
}

/** onnxruntime maps external data itself, next to the graph; so its digest is checked in a pass before. */
async function checkFiles({ graph, externalData }: SessionFiles, reader: SessionReader): Promise<void> {
  for (const path of [graph, ...externalData]) await reader.check(path);
}

async function createSession(packagePath: string, { graph }: SessionFiles): Promise<InferenceSession> {
  return wrapSession(
    await sharedOrt.InferenceSession.create(join(packagePath, graph), { executionProviders: ['cpu'] }),
  );
}
