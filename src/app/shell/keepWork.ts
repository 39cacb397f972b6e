import { isWorkKept } from '../keptStage/keptMark.ts';
import { hasOwnWork } from '../score/exampleWork.ts';
import type { StageRoom } from '../score/stageRoom.ts';
import { loadPart } from '../ui/loadPart.ts';

/**
 * Keeps what the user puts on the Score page for the next visit. Resolves once that of the last visit is back. A visit that
 * shows examples alone loads nothing for it.
 */
export function keepWork(stage: Pick<StageRoom, 'store'>): Promise<void> {
  const { store } = stage;
  if (isWorkKept()) return keep(stage, true);
  const stop = store.subscribe(() => {
    if (!hasOwnWork(store.getState())) return;
    stop();
    void keep(stage, false);
  });
  return Promise.resolve();
}

async function keep(stage: Pick<StageRoom, 'store'>, bringsBack: boolean): Promise<void> {
  try {
    const { keepStage } = await loadPart(loadKeeper);
    await keepStage(stage, bringsBack);
  } catch {
    // The part could not be fetched: the page works without it.
  }
}

const loadKeeper = () => import('../keptStage/keepStage.ts');
