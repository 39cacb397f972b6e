import { hasSameMembers } from '../ui/useSelected.ts';
import type { Readable } from '../ui/store.ts';
import type { Candidate, StageView } from './stageState.ts';

/**
 * The stage as the page may show it. While someone votes blind, no candidate has an outcome: so nothing that reads the stage for
 * the eye or the ear can tell one. The scoring itself reads the stage as it is.
 */
export function createBlindfold({ getState, subscribe }: Readable<StageView>): Readable<StageView> {
  let hidden: { readonly of: StageView; readonly shown: StageView } | undefined;
  return {
    getState() {
      const view = getState();
      if (!view.isBlind) return view;
      if (hidden?.of !== view) hidden = { of: view, shown: hideOutcomes(view, hidden) };
      return hidden.shown;
    },
    subscribe,
  };
}

/** With the candidates of `before`, where they have not changed: who draws them has nothing to draw anew. */
function hideOutcomes(
  view: StageView,
  before: { readonly of: StageView; readonly shown: StageView } | undefined,
): StageView {
  const known = new Map(before?.shown.candidates.map((one) => [one.picture, one]));
  const candidates = view.candidates.map(
    ({ picture }): Candidate => known.get(picture) ?? { picture, outcome: undefined },
  );
  const former = before?.shown.candidates;
  return { ...view, candidates: former && hasSameMembers(former, candidates) ? former : candidates };
}
