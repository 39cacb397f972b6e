import { messageOf } from '../../core/errors.ts';
import { hasOwnWork, workOf } from '../score/exampleWork.ts';
import type { StageStore } from '../score/scoring.ts';
import type { Run, StageState } from '../score/stageState.ts';
import { sameContext } from '../score/staleness.ts';
import { keepsHistory } from './historyChoice.ts';
import { openSessionStore } from './sessionStore.ts';

/** Keeps every comparison of the user's own pictures, once it is scored whole. What cannot be kept is said once a visit. */
export function recordSessions(store: StageStore): void {
  let before = store.getState();
  let isTold = false;
  const tell = (error: unknown) => {
    if (isTold) return;
    isTold = true;
    const problems = [{ file: '', message: messageOf(error) }];
    store.dispatch({ type: 'problemsFound', problems, beside: true });
  };
  store.subscribe(() => {
    const former = before;
    before = store.getState();
    const ended = before.run ? undefined : former.run;
    if (ended && isFinished(before, ended) && keepsHistory()) void keep(before).catch(tell);
  });
}

/** Every candidate has been judged as the run was to do it, beside the source that is there, and one of them has a score. */
function isFinished(state: StageState, run: Run): boolean {
  const { candidates } = state;
  return (
    hasOwnWork(state) &&
    sameContext(state.scoredFor, run.context) &&
    hasItsSource(state, run) &&
    candidates.every(({ outcome }) => outcome !== undefined) &&
    candidates.some(({ outcome }) => outcome?.status === 'scored')
  );
}

/** A source that was exchanged meanwhile would be kept as that of these scores. */
function hasItsSource({ source }: StageState, { context: { sourceId } }: Run): boolean {
  return sourceId === undefined || source?.id === sourceId;
}

async function keep(state: StageState): Promise<void> {
  const store = await openSessionStore();
  // What was typed meanwhile belongs to the next one.
  const { instruction, orientation } = state.scoredFor ?? state;
  await store.add({ ...workOf(state), instruction, orientation }, Date.now()).finally(store.close);
}
