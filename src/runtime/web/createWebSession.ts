import type { InferenceSession as WebSession } from 'onnxruntime-web';
import { wrapSession, type InferenceSession, type SessionFiles, type SessionReader } from '../model/session.ts';
import { readSteadily } from '../../packages/readSteadily.ts';
import type { WebOnnxruntime } from './onnxruntime.ts';
import { SteadyBlob } from './steadyBlob.ts';

/**
 * A file of at most this length is handed over whole. A browser that keeps its Blobs in another process takes a
 * millisecond or more for each tensor.
 */
const WHOLE_BYTES = 8e6;

/** Creates a session from a package's files, whose memory is free again when it stands. */
export async function createWebSession(
  { ort, takesBlobs }: WebOnnxruntime,
  { graph, externalData, deviceOutputs }: SessionFiles,
  reader: SessionReader,
  provider: WebSession.ExecutionProviderConfig,
  outputLocation: 'cpu' | 'gpu-buffer',
): Promise<InferenceSession> {
  try {
    const data: { path: string; data: Uint8Array | Blob }[] = [];
    for (const path of externalData) {
      const blob = takesBlobs ? await reader.openBlob(path) : undefined;
      data.push({ path, data: blob ? await dataOf(blob) : await reader.read(path) });
    }
    const session = await ort.InferenceSession.create(await reader.read(graph), {
      executionProviders: [provider],
      // Errors alone: the warnings name shape operators, which run on the CPU by design.
      logSeverityLevel: 3,
      graphOptimizationLevel: optimizationOf(provider),
      externalData: data,
      preferredOutputLocation: Object.fromEntries(deviceOutputs.map((name) => [name, outputLocation])),
    });
    return wrapSession(session);
  } catch (error) {
    for (const path of externalData) await reader.probe(path);
    throw error;
  }
}

/**
 * The graphs for the CPU leave nothing to optimise, except in fp16 (`src/cli/graphOptimization.test.ts`). The search
 * for more runs a lot of code once, and a browser compiles all of it in earnest while the first score waits.
 */
function optimizationOf(provider: WebSession.ExecutionProviderConfig): 'disabled' | 'all' {
  return provider === 'wasm' ? 'disabled' : 'all';
}

async function dataOf(blob: Blob): Promise<Uint8Array | Blob> {
  if (blob.size > WHOLE_BYTES) return new SteadyBlob(blob);
  // A slice, for whoever counts what is taken.
  const whole = blob.slice(0, blob.size);
  return new Uint8Array(await readSteadily(() => whole.arrayBuffer()));
}
