import { sharedRanks, verdictOf } from '../core/score/verdict.ts';
import { verdictText } from '../core/score/verdictText.ts';
import type { CandidateOutcome } from '../core/score/outcome.ts';
import type { LoadProgress } from '../core/loading/loadProgress.ts';
import type { ScoreProgress } from '../core/score/scoreProgress.ts';
import type { WidgetProgress } from './widgetState.ts';

/** How far the work is, in words, and from 0 to 1 where that is known. */
export interface ProgressText {
  readonly text: string;
  readonly share: number | undefined;
}

export function progressText(progress: WidgetProgress, names: readonly string[]): ProgressText {
  switch (progress.phase) {
    case 'waiting':
      return { text: 'Starting', share: undefined };
    case 'loading':
      return loadingText(progress.progress);
    case 'scoring':
      return scoringText(progress.progress, names);
  }
}

function loadingText({ stage, loadedBytes, totalBytes }: LoadProgress): ProgressText {
  if (stage === 'self-test') return { text: 'Testing the model on this device', share: undefined };
  return { text: 'Loading the model', share: loadedBytes / totalBytes };
}

function scoringText(progress: ScoreProgress, names: readonly string[]): ProgressText {
  const name = progress.candidate === undefined ? undefined : names[progress.candidate];
  const text = `Scoring ${name ?? 'the source'}`;
  return { text, share: progress.type === 'stage' ? progress.done / progress.total : undefined };
}

/** What came out, in one or two sentences. `names`: those of the candidates, in the order of `outcomes`. */
export function resultText(outcomes: readonly CandidateOutcome[], names: readonly string[]): string {
  const verdict = verdictOf(outcomes.map(scoreOf));
  if (verdict) return `${verdictText(verdict, names)}.`;
  const only = outcomes.findIndex(({ status }) => status === 'scored');
  return only < 0 ? 'No candidate could be scored.' : `${names[only]} is scored.`;
}

function scoreOf(outcome: CandidateOutcome) {
  return outcome.status === 'scored' ? outcome.score : undefined;
}

/** Indexes of the candidates in the order in which they are shown: by reward, then those that failed, else as they were given. */
export function shownOrder(outcomes: readonly CandidateOutcome[]): number[] {
  const rewardOf = (index: number) => {
    const outcome = outcomes[index];
    return outcome?.status === 'scored' ? outcome.score.reward : -Infinity;
  };
  const compare = (a: number, b: number) => (rewardOf(a) === rewardOf(b) ? a - b : rewardOf(b) - rewardOf(a));
  return outcomes.map((_, index) => index).toSorted(compare);
}

/** Ranks from 1, shared by those that the model cannot tell apart; undefined where a candidate failed. */
export function ranksOf(outcomes: readonly CandidateOutcome[]): (number | undefined)[] {
  return sharedRanks(outcomes.map(scoreOf));
}
