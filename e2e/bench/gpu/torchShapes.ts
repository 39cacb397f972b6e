/** PyTorch on the same GPU: the official way, two full passes in bf16, over random weights of the same shapes. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { messageOf } from '../../../src/core/errors.ts';
import type { Shape } from './shapes.ts';

const answer = v.object({
  torch: v.string(),
  device: v.string(),
  attention: v.string(),
  visionSeconds: v.number(),
  textSeconds: v.number(),
  peakBytes: v.number(),
});

/** Of one candidate. */
export type TorchTiming = v.InferOutput<typeof answer>;

export interface TorchTask {
  readonly shape: Shape;
  /** Patches of a side of a picture. */
  readonly gridSide: number;
  /** Tokens of each prompt, pictures included. */
  readonly promptTokens: readonly number[];
  /** For the timing itself; loading comes on top. */
  readonly limitSeconds: number;
}

/** The timing, or why there is none. */
export async function timeTorch(python: string, task: TorchTask): Promise<TorchTiming | string> {
  const { shape, ...rest } = task;
  try {
    const { stdout } = await promisify(execFile)(python, [
      'reference/time_shapes.py',
      JSON.stringify({ ...shape, ...rest }),
    ]);
    return v.parse(answer, JSON.parse(stdout));
  } catch (error) {
    return whyNot(error);
  }
}

/** The last line that Python wrote: what it names its failure. */
function whyNot(error: unknown): string {
  const written = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return (written === '' ? messageOf(error) : written).split('\n').at(-1) ?? '';
}
