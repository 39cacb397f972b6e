import { toTransferred } from '../core/transferredError.ts';

/** Runs what a worker was asked for. It throws a plain object: Comlink would keep of an Error its name and message alone. */
export async function transferring<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toTransferred(error);
  }
}
