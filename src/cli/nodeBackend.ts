import { availableParallelism, cpus } from 'node:os';
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

/**
 * onnxruntime's threads wait for their next operator by spinning. On few cores that takes the time of the threads that read the
 * pictures of the next request: on two, scoring large pictures took 1.4 times as long, and scoring alone was no quicker. On many
 * cores both have room.
 */
const FEW_CORES = 4;
const WITHOUT_SPINNING = { extra: { session: { intra_op: { allow_spinning: '0' } } } };

/** The CPU of this machine through onnxruntime's own library: several times faster than wasm. */
export function createNodeBackend(packagePath: string, { variant = 'cpu', threads }: NodeBackendOptions = {}): Backend {
  const options = {
    executionProviders: ['cpu'],
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(availableParallelism() <= FEW_CORES && WITHOUT_SPINNING),
  };
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
