/** What a first score waits for, in this order. */
export type Stage =
  | 'load'
  | 'package opened'
  | 'devices known'
  | 'runtime ready'
  | 'sessions created'
  | 'self-test passed'
  | 'score'
  | 'pictures read'
  | 'first outcome'
  | 'scored';

/** Every mark's name begins so. */
export const STAGE_PREFIX = 'EditReward: ';

/** Notes in the browser's own timeline that a stage is over: its developer tools show it, and `npm run bench` reads it. */
export function markStage(stage: Stage): void {
  performance.mark(`${STAGE_PREFIX}${stage}`);
}
