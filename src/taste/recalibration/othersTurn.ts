import { throwIfAborted } from '../../core/errors.ts';

/** A fit blocks. Between two, others get their turn, and a wish to stop is heard. Throws `AbortError`. */
export async function othersTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  throwIfAborted(signal);
}
