import type { SampleRun } from './sampleRun.ts';

/** Runs are repeated for so long: handing over and reading back then hardly count. */
const TIMED_SECONDS = 0.3;
const MAX_RUNS = 50;

/** Seconds that a run takes. The first one is not timed: it compiles kernels. */
export async function secondsPerRun(
  { run, settle }: Pick<SampleRun, 'run' | 'settle'>,
  now: () => number,
): Promise<number> {
  const timed = async (runs: number) => {
    const startMs = now();
    for (let i = 0; i < runs; i++) await run();
    await settle();
    return (now() - startMs) / 1000 / runs;
  };
  await timed(1);
  const first = await timed(1);
  const runs = Math.min(MAX_RUNS, Math.ceil(TIMED_SECONDS / first));
  return runs > 1 ? timed(runs) : first;
}
