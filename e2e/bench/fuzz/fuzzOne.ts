import { EditRewardError } from '../../../src/core/errors.ts';
import { Random } from '../../../src/evaluation/statistics/random.ts';
import { mutate } from './mutate.ts';
import type { FuzzTarget } from './targets.ts';

/** How a reader took a damaged file: it read it, refused it with a reason, or failed without one. */
export type FuzzOutcome =
  { readonly kind: 'read' } | { readonly kind: 'refused' } | { readonly kind: 'unexplained'; readonly error: string };

/** The damaged file of this number: always the same one. */
export function fuzzedFile(
  target: FuzzTarget,
  samples: readonly Uint8Array<ArrayBuffer>[],
  seed: number,
): Uint8Array<ArrayBuffer> {
  const random = new Random(seed);
  const changed = mutate(random.pick(samples), random.pick(samples), random);
  return target.repair?.(changed, random) ?? changed;
}

export async function readFuzzed(target: FuzzTarget, bytes: Uint8Array<ArrayBuffer>): Promise<FuzzOutcome> {
  try {
    await target.read(bytes);
    return { kind: 'read' };
  } catch (error) {
    if (error instanceof EditRewardError) return { kind: 'refused' };
    return { kind: 'unexplained', error: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Where it comes from, so that two faults of one message are told apart.
  return `${error.name}: ${error.message.slice(0, 120)} ${error.stack?.split('\n')[1]?.trim() ?? ''}`;
}
