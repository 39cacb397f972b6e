import type { InferenceSession as NodeSession } from 'onnxruntime-node';
import type { InferenceSession } from '../../runtime/model/session.ts';
import { createNodeSession, type NodeGraph } from '../nodeSessions.ts';

/**
 * A session on the GPU, in this very process. `deviceOutputs` stay there, for other sessions: reading one ends the process.
 * `profiling` has onnxruntime write down what each kernel took.
 */
export async function createGpuSession(
  graph: NodeGraph,
  deviceOutputs: readonly string[],
  profiling: Pick<NodeSession.SessionOptions, 'enableProfiling' | 'profileFilePrefix'> = {},
): Promise<InferenceSession> {
  const session = await createNodeSession(graph, {
    executionProviders: ['webgpu'],
    // Errors alone: the warnings name shape operators, which run on the CPU by design.
    logSeverityLevel: 3,
    ...profiling,
    preferredOutputLocation: Object.fromEntries(deviceOutputs.map((name) => [name, 'gpu-buffer'] as const)),
  });
  return withAllOutputs(session);
}

/**
 * Asks for every output in every run. onnxruntime-node keeps what it gave bound to outputs that a later run does not ask for,
 * and would write that run's values into it; or, if the shapes differ, fail.
 */
function withAllOutputs(session: InferenceSession): InferenceSession {
  return {
    ...session,
    async run(feeds, fetches = session.outputNames) {
      const outputs = Object.entries(await session.run(feeds));
      for (const [name, tensor] of outputs) if (!fetches.includes(name)) tensor.dispose();
      return Object.fromEntries(outputs.filter(([name]) => fetches.includes(name)));
    },
  };
}
