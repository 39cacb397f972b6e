import { messageOf } from '../../core/errors.ts';
import { hasOwnWork, workOf } from '../score/exampleWork.ts';
import type { StageStore } from '../score/scoring.ts';
import type { ScoringContext, StageState } from '../score/stageState.ts';
import { sameContext } from '../score/staleness.ts';
import { keepsHistory } from './historyChoice.ts';
import { openSessionStore } from './sessionStore.ts';

/**
 * Keeps every comparison of the user's own pictures, once it is scored whole; also what this visit has scored by now, as `early` has
 * it. What cannot be kept is said once a visit.
 */
export function recordSessions(store: StageStore, early: StageState = store.getState()): void {
  let before = store.getState();
  let isTold = false;
  const tell = (error: unknown) => {
    if (isTold) return;
    isTold = true;
    const problems = [{ file: '', message: messageOf(error) }];
    store.dispatch({ type: 'problemsFound', problems, beside: true });
  };
  const keepFinished = (state: StageState, context: ScoringContext | undefined) => {
    if (context && isFinished(state, context) && keepsHistory()) void keep(state).catch(tell);
  };
  if (!early.run) keepFinished(early, early.scoredFor);
  store.subscribe(() => {
    const former = before;
    before = store.getState();
    if (!before.run) keepFinished(before, former.run?.context);
  });
}

/** Every candidate has been judged as the run was to do it, beside the source that is there, and one of them has a score. */
function isFinished(state: StageState, context: ScoringContext): boolean {
  const { candidates } = state;
  return (
    hasOwnWork(state) &&
    sameContext(state.scoredFor, context) &&
    hasItsSource(state, context) &&
    candidates.every(({ outcome }) => outcome !== undefined) &&
    candidates.some(({ outcome }) => outcome?.status === 'scored')
  );
}

/** A source that was exchanged meanwhile would be kept as that of these scores. */
function hasItsSource({ source }: StageState, { sourceId }: ScoringContext): boolean {
  return sourceId === undefined || source?.id === sourceId;
}

async function keep(state: StageState): Promise<void> {
  const store = await openSessionStore();
  // What was typed meanwhile belongs to the next one.
  const { instruction, orientation } = state.scoredFor ?? state;
  await store.add({ ...workOf(state), instruction, orientation }, Date.now()).finally(store.close);
}
