import { STATISTICS_PREFIX } from '../../core/modelPackage/statistics.ts';
import type { Backend, InferenceSession, Tensor } from '../model/session.ts';

/** Hears of the statistics that a session's graph gave, added up over all its runs, when the session is released. */
export type OnSessionStatistics = (graph: string, sums: ReadonlyMap<string, Float32Array>) => Promise<void>;

/** A backend whose sessions keep their statistics to themselves until they are released: whoever runs them sees none. */
export function observedBackend(backend: Backend, onStatistics: OnSessionStatistics): Backend {
  return {
    ...backend,
    createSession: async (files, reader) => {
      const session = await backend.createSession(files, reader);
      return observed(session, (sums) => onStatistics(files.graph, sums));
    },
  };
}

function observed(
  session: InferenceSession,
  onStatistics: (sums: ReadonlyMap<string, Float32Array>) => Promise<void>,
): InferenceSession {
  const sums = new Map<string, Float32Array>();
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(feeds, fetches = session.outputNames) {
      const others: Record<string, Tensor> = {};
      for (const [name, tensor] of Object.entries(await session.run(feeds, fetches))) {
        if (name.startsWith(STATISTICS_PREFIX)) await addTo(sums, name, tensor);
        else others[name] = tensor;
      }
      return others;
    },
    async release() {
      await session.release();
      if (sums.size > 0) await onStatistics(sums);
    },
  };
}

/** In the order of runs, in fp32: the same runs give the same bits. */
async function addTo(sums: Map<string, Float32Array>, name: string, tensor: Tensor): Promise<void> {
  const values = (await tensor.getData(true)) as Float32Array;
  const sum = sums.get(name);
  if (!sum) sums.set(name, values.slice());
  else for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (values[i] ?? 0);
}
