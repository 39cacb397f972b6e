import { join } from 'node:path';
import { cpus } from 'node:os';
import * as ort from 'onnxruntime-node';
import {
  wrapSession,
  type Backend,
  type InferenceSession,
  type SessionFiles,
  type SessionReader,
} from '../runtime/model/session.ts';

// The Node package declares the same classes as the web package, in another copy of onnxruntime-common.
const sharedOrt = ort as unknown as Backend['ort'];

/** The CPU of this machine through onnxruntime's own library: several times faster than wasm. `threads`: default, all cores. */
export function createNodeBackend(packagePath: string, threads?: number): Backend {
  return {
    provider: 'cpu',
    variant: 'cpu',
    description: `CPU, ${cpus()[0]?.model ?? 'unknown model'}`,
    features: [],
    ort: sharedOrt,
    async createSession(files, reader) {
      await checkFiles(files, reader);
      return createSession(packagePath, files, threads);
    },
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}

/** onnxruntime maps external data itself, next to the graph; so its digest is checked in a pass before. */
async function checkFiles({ graph, externalData }: SessionFiles, reader: SessionReader): Promise<void> {
  for (const path of [graph, ...externalData]) await reader.check(path);
}

async function createSession(
  packagePath: string,
  { graph }: SessionFiles,
  threads: number | undefined,
): Promise<InferenceSession> {
  const options = { executionProviders: ['cpu'], ...(threads !== undefined && { intraOpNumThreads: threads }) };
  return wrapSession(await sharedOrt.InferenceSession.create(join(packagePath, graph), options));
}
