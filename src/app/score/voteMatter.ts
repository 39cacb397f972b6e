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
    isBlind: !hasScores(view),
  };
}

/** Something is scored under what is on the page now. */
function hasScores(view: StageView): boolean {
  return view.candidates.some(({ outcome }) => outcome) && staleReason(view) === undefined;
}

/** Not all of it has an outcome under what is on the page now, and nothing is under way. */
export function needsScores(view: StageView): boolean {
  return !view.run && (view.candidates.some(({ outcome }) => !outcome) || staleReason(view) !== undefined);
}

/** What the model says of it, once all is scored that can be. */
export function matterView(view: StageView, { candidates }: VoteMatter): MatterView | undefined {
  const { scoredFor, run } = view;
  if (run || !scoredFor || needsScores(view)) return undefined;
  const scores = candidates.map(({ id }) => {
    const candidate = view.candidates.find(({ picture }) => picture.id === id);
    return candidate && scoreOf(candidate);
  });
  const { id, manifestSha256, taste } = scoredFor.status.model;
  return { modelId: id, manifestSha256, tasteSha256: taste?.sha256, limits: limitsOfScores(view), scores };
}

/** Why there is no view of the model yet. */
export function waitingText(view: StageView): string {
  if (view.run) return 'Your vote is kept. The model is still scoring.';
  if (view.model.kind === 'loading') return 'Your vote is kept. The model is still loading.';
  if (view.runError) return `Your vote is kept. The model could not score: ${view.runError.message}`;
  return 'Your vote is kept. There is no model to compare it with: choose one, then score.';
}
