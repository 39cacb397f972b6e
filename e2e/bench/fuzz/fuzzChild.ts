/**
 * Gives a reader one damaged file after the other, in a process of its own, and tells the parent before and after each:
 * what hangs or dies is then known by its number. Arguments: target, first seed.
 */
import * as v from 'valibot';
import { FUZZ_TARGETS } from './targets.ts';
import { fuzzedFile, readFuzzed, type FuzzOutcome } from './fuzzOne.ts';

/** What the parent hears. Bytes are those of the process's resident set. */
export type FuzzMessage =
  | { readonly type: 'started'; readonly seed: number }
  | { readonly type: 'ended'; readonly seed: number; readonly outcome: FuzzOutcome; readonly residentBytes: number };

const [name, first] = v.parse(v.tuple([v.string(), v.pipe(v.string(), v.toNumber())]), process.argv.slice(2));
const target = FUZZ_TARGETS.find((known) => known.name === name);
if (!target) throw new Error(`There is no target ${name}.`);

const samples = target.samples();
const tell = (message: FuzzMessage) => process.send?.(message);
for (let seed = first; ; seed++) {
  tell({ type: 'started', seed });
  const outcome = await readFuzzed(target, fuzzedFile(target, samples, seed));
  tell({ type: 'ended', seed, outcome, residentBytes: process.memoryUsage.rss() });
  // The parent is heard between two files.
  await new Promise((resolve) => setImmediate(resolve));
}
