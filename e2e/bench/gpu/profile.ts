/** What each kind of operator takes on the GPU, as onnxruntime's own profile of its kernels tells. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';

/** Kernels that onnxruntime hands to the GPU in one submission, by default (`maxNumPendingDispatches`). */
export const KERNELS_A_SUBMISSION = 16;

/** All kernels of a kind. */
export interface KernelTime {
  /** An operator and the program that computes it, e.g. `MatMulNBits, DP4AMatMulNBits`. */
  readonly name: string;
  readonly count: number;
  readonly ms: number;
}

const events = v.array(v.object({ cat: v.string(), name: v.string(), dur: v.number() }));

/** Reads the profiles whose files begin with `prefix`. Longest first. Empty where the GPU keeps no time. */
export async function readKernelTimes(prefix: string): Promise<KernelTime[]> {
  const folder = dirname(prefix);
  const files = (await readdir(folder)).filter((file) => file.startsWith(basename(prefix)));
  const kinds = new Map<string, KernelTime>();
  for (const file of files) {
    // Kernels are what onnxruntime calls the events of an API.
    const kernels = v
      .parse(events, JSON.parse(await readFile(join(folder, file), 'utf8')))
      .filter(({ cat }) => cat === 'Api');
    for (const { name, dur } of kernels) {
      const kind = kindOf(name);
      const { count, ms } = kinds.get(kind) ?? { count: 0, ms: 0 };
      kinds.set(kind, { name: kind, count: count + 1, ms: ms + dur / 1000 });
    }
  }
  return [...kinds.values()].toSorted((a, b) => b.ms - a.ms);
}

/** Of `node&operator&program`. */
function kindOf(name: string): string {
  const [, operator = name, program = operator] = name.split('&');
  return operator === program ? operator : `${operator}, ${program}`;
}
