import { cpus } from 'node:os';
import type { GraphVariant } from '../core/modelPackage/manifest.ts';
import type { Backend } from '../runtime/model/session.ts';
import { cpuIdentity } from './trust/deviceIdentity.ts';
import { createNodeSession, nodeOrt, openGraph } from './nodeSessions.ts';

export interface NodeBackendOptions {
  /** Default `cpu`: the graphs that the converter measures the self-test with. */
  readonly variant?: GraphVariant;
  /** Default: all cores. */
  readonly threads?: number | undefined;
}

/** The CPU of this machine through onnxruntime's own library: several times faster than wasm. */
export function createNodeBackend(packagePath: string, { variant = 'cpu', threads }: NodeBackendOptions = {}): Backend {
  const options = { executionProviders: ['cpu'], ...(threads !== undefined && { intraOpNumThreads: threads }) };
  return {
    provider: 'cpu',
    variant,
    description: `CPU, ${cpus()[0]?.model ?? 'unknown model'}`,
    features: [],
    identity: cpuIdentity(),
    ort: nodeOrt,
    createSession: async (files, reader) => createNodeSession(await openGraph(packagePath, files, reader), options),
    guard: (work) => work,
    deviceBytes: () => 0,
    peakDeviceBytes: () => 0,
    dispose: async () => undefined,
  };
}
