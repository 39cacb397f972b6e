import type { InferenceSession as WebSession } from 'onnxruntime-web';
import { wrapSession, type InferenceSession, type SessionFiles, type SessionReader } from '../session.ts';
import { ort } from './onnxruntime.ts';

/** Creates a session from a package's files in memory; they are released when it stands. */
export async function createWebSession(
  { graph, externalData, deviceOutputs }: SessionFiles,
  reader: SessionReader,
  provider: WebSession.ExecutionProviderConfig,
  outputLocation: 'cpu' | 'gpu-buffer',
): Promise<InferenceSession> {
  const data: { path: string; data: Uint8Array }[] = [];
  for (const path of externalData) data.push({ path, data: await reader.read(path) });
  const session = await ort.InferenceSession.create(await reader.read(graph), {
    executionProviders: [provider],
    // Errors alone: the warnings name shape operators, which run on the CPU by design.
    logSeverityLevel: 3,
    externalData: data,
    preferredOutputLocation: Object.fromEntries(deviceOutputs.map((name) => [name, outputLocation])),
  });
  return wrapSession(session);
}
