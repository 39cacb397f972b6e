/** What a score waits for, in this order. */
export type Stage =
  | 'load'
  | 'package opened'
  | 'devices known'
  | 'runtime ready'
  | 'sessions created'
  | 'self-test passed'
  | 'score'
  | 'variants'
  | 'decoding'
  | 'vision'
  | 'language'
  | 'candidate scored';

/** Every mark's name begins so. */
const PREFIX = 'EditReward: ';

/** Notes it in the browser's own timeline: its developer tools show it, and `npm run bench -- first-visit` reads it. */
export function markStage(stage: Stage): void {
  const name = `${PREFIX}${stage}`;
  // A batch may run for weeks, and marks are kept.
  performance.clearMarks(name);
  performance.mark(name);
}

/** Marks the first of steps that are of one stage: a mark costs more than some steps do. */
export function markChanges(): (stage: Stage) => void {
  let last: Stage | undefined;
  return (stage) => {
    if (stage !== last) markStage(stage);
    last = stage;
  };
}
