import type { PageStart } from '../model/pageAddress.ts';
import type { Rooms } from './rooms.ts';

/** Loads what the page starts with, unless it is about to be reloaded. Examples are under `examplesUrl`. */
export async function beginPage(
  { model, stage }: Pick<Rooms, 'model' | 'stage'>,
  first: PageStart['model'],
  examplesUrl: string,
  reloading: Promise<boolean>,
): Promise<void> {
  if (first) model.store.dispatch({ type: 'modelLoading', ...first });
  const announced = model.store.getState().model;
  if (await reloading) return;
  // First, for it takes longest. Who has cancelled it meanwhile, or chosen another, does not want it any more.
  if (first && model.store.getState().model === announced) void model.actions.load(first);
  await stage.actions.findExamples(examplesUrl);
  // Without a network there were none.
  addEventListener('online', () => {
    if (stage.view.getState().examples.length === 0) void stage.actions.findExamples(examplesUrl);
  });
}
