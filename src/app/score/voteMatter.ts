import { hasSource } from '../../core/task.ts';
import type { MatterView, VoteMatter } from '../votes/voteMatter.ts';
import { limitsOfScores } from './exampleWork.ts';
import { orientationOf } from './orientation.ts';
import { scoreOf } from './rankedCandidates.ts';
import { missingPiece, staleReason } from './staleness.ts';
import type { StageView } from './stageState.ts';

/** There are pictures to choose from, and it is known what they were to show. */
export function canVote(view: StageView): boolean {
  const missing = missingPiece(view);
  return view.candidates.length > 1 && (missing === undefined || missing === 'model');
}

/** What there is to vote on now. */
export function voteMatter(view: StageView): VoteMatter {
  const { source, candidates, instruction, task } = view;
  return {
    source: hasSource(task) ? source : undefined,
    candidates: candidates.map(({ picture }) => picture),
    instruction,
    orientation: orientationOf(view),
    isBlind: !view.candidates.some(({ outcome }) => outcome),
  };
}

/** Not all of it has an outcome under what is on the page now, and nothing is under way. */
export function needsScores(view: StageView): boolean {
  return !view.run && (view.candidates.some(({ outcome }) => !outcome) || staleReason(view) !== undefined);
}

/** What the model says of it, once all of it is scored that can be; whatever came to the page since waits for itself. */
export function matterView(view: StageView, { candidates }: VoteMatter): MatterView | undefined {
  const { scoredFor, run } = view;
  if (run || !scoredFor || staleReason(view) !== undefined) return undefined;
  const scored = candidates.flatMap(({ id }) => {
    return view.candidates.find(({ picture, outcome }) => picture.id === id && outcome) ?? [];
  });
  if (scored.length < candidates.length) return undefined;
  const { id, manifestSha256, maxPixels, taste } = scoredFor.status.model;
  const scores = scored.map(scoreOf);
  return { modelId: id, manifestSha256, maxPixels, tasteSha256: taste?.sha256, limits: limitsOfScores(view), scores };
}

/** Why there is no view of the model yet. */
export function waitingText(view: StageView): string {
  if (view.run) return 'The model is still scoring.';
  if (view.model.kind === 'loading') return 'The model is still loading.';
  if (view.runError) return `The model could not score: ${view.runError.message}`;
  if (view.model.kind !== 'ready') return 'There is no model to compare your vote with: choose one, then score.';
  // All is shown once the vote is in the store.
  return view.isBlind ? 'Your vote is being kept.' : 'The model has not scored these pictures. Close this, then score.';
}
