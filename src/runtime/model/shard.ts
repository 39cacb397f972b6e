import type { Residency } from '../../core/loading/device.ts';
import type { InferenceSession } from './session.ts';

/** A stretch of the model that is one session. */
export interface Shard {
  /** Half-open range of vision blocks or decoder layers. */
  readonly layers: readonly [number, number];
  /** Lends the session to `work`. A streamed shard has a session only meanwhile: do everything with it there. */
  use<T>(work: (session: InferenceSession) => Promise<T>): Promise<T>;
  release(): Promise<void>;
}

/** Makes a shard; `create` is called at once for a resident one, and at each use of a streamed one. */
export async function createShard(
  layers: Shard['layers'],
  residency: Residency,
  create: () => Promise<InferenceSession>,
): Promise<Shard> {
  if (residency === 'streamed') return { layers, use: (work) => useOnce(create, work), release: async () => undefined };
  const session = await create();
  return { layers, use: (work) => work(session), release: () => session.release() };
}

async function useOnce<T>(
  create: () => Promise<InferenceSession>,
  work: (session: InferenceSession) => Promise<T>,
): Promise<T> {
  const session = await create();
  let result: T;
  try {
    result = await work(session);
  } catch (error) {
    // On a device that was lost, releasing fails as well; what failed first is what counts.
    await session.release().catch(() => undefined);
    throw error;
  }
  await session.release();
  return result;
}
