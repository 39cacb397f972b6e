import { hasOwnWork, workOf } from '../score/exampleWork.ts';
import type { StageRoom } from '../score/stageRoom.ts';
import type { StageState, StageWork } from '../score/stageState.ts';
import { markKept } from './keptMark.ts';
import { recordSessions } from './recordSessions.ts';
import { openStageStore, type StageStore } from './stageStore.ts';

/** Changes come in bursts: letters of an instruction, scores one after the other. */
const WRITE_AFTER_MS = 300;

/**
 * Keeps the last comparison from now on; with `bringsBack`, once the one of an earlier visit is on the page. Where the browser
 * keeps nothing, the page works without.
 */
export async function keepStage({ store }: Pick<StageRoom, 'store'>, bringsBack: boolean): Promise<void> {
  const kept = await openStageStore().catch(() => undefined);
  if (!kept) return;
  const work = bringsBack ? await kept.read().catch(() => undefined) : undefined;
  // A small model may have scored all of it while this part was on its way.
  const early = store.getState();
  if (work) store.dispatch({ type: 'workFound', work });
  follow(store, kept, work);
  recordSessions(store, early);
}

function follow(store: StageRoom['store'], kept: StageStore, before: StageWork | undefined): void {
  let written = before;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const work = ownWork(store.getState());
    if (isSame(work, written)) return;
    written = work;
    if (!work) markKept(false);
    // What could not be written is still on the page, and is tried again with the next change.
    void kept.write(work).then(
      () => work && work === written && markKept(true),
      () => void (written = work === written ? undefined : written),
    );
  };
  let run = store.getState().run;
  store.subscribe(() => {
    const former = run;
    run = store.getState().run;
    // A tab that is closed right after the last score still has it.
    if (former && !run) write();
    else timer ??= setTimeout(write, WRITE_AFTER_MS);
  });
  write();
  // The tab may be closed, or go to sleep for good.
  document.addEventListener('visibilitychange', write);
  addEventListener('pagehide', write);
}

/** What the user made, be it on the page or set aside for an example. */
function ownWork(state: StageState): StageWork | undefined {
  return hasOwnWork(state) ? workOf(state) : state.setAside;
}

function isSame(a: StageWork | undefined, b: StageWork | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.source === b.source &&
    a.candidates === b.candidates &&
    a.instruction === b.instruction &&
    a.orientation === b.orientation &&
    a.scoredFor === b.scoredFor
  );
}
