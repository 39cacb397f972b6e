import type { InferenceSession as WebSession } from 'onnxruntime-web';
import { wrapSession, type InferenceSession, type SessionFiles, type SessionReader } from '../session.ts';
import type { WebOnnxruntime } from './onnxruntime.ts';
import { SteadyBlob } from './steadyBlob.ts';

/** Creates a session from a package's files, whose memory is free again when it stands. */
export async function createWebSession(
  { ort, takesBlobs }: WebOnnxruntime,
  { graph, externalData, deviceOutputs }: SessionFiles,
  reader: SessionReader,
  provider: WebSession.ExecutionProviderConfig,
  outputLocation: 'cpu' | 'gpu-buffer',
): Promise<InferenceSession> {
  const data: { path: string; data: Uint8Array | Blob }[] = [];
  for (const path of externalData) {
    const blob = takesBlobs ? await reader.openBlob(path) : undefined;
    data.push({ path, data: blob ? new SteadyBlob(blob) : await reader.read(path) });
  }
  try {
    const session = await ort.InferenceSession.create(await reader.read(graph), {
      executionProviders: [provider],
      // Errors alone: the warnings name shape operators, which run on the CPU by design.
      logSeverityLevel: 3,
      externalData: data,
      preferredOutputLocation: Object.fromEntries(deviceOutputs.map((name) => [name, outputLocation])),
    });
    return wrapSession(session);
  } catch (error) {
    for (const path of externalData) await reader.probe(path);
    throw error;
  }
}
