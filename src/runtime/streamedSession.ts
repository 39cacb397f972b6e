import type { InferenceSession } from './session.ts';

/**
 * A session whose weights are in memory only while it runs: it is created for each run and released after it. Slower,
 * but a model needs no more memory than its largest shard.
 */
export async function createStreamedSession(create: () => Promise<InferenceSession>): Promise<InferenceSession> {
  const { inputNames, outputNames } = await useOnce(create, async (session) => session);
  return {
    inputNames,
    outputNames,
    run: (feeds, fetches) => useOnce(create, (session) => session.run(feeds, fetches)),
    release: async () => undefined,
  };
}

async function useOnce<T>(
  create: () => Promise<InferenceSession>,
  use: (session: InferenceSession) => Promise<T>,
): Promise<T> {
  const session = await create();
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}
