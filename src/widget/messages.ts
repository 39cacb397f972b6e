import { formatChance } from '../core/formatNumbers.ts';
import { chanceBetter, rankByReward } from '../core/score/ranking.ts';
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
  const ranked = outcomes
    .flatMap((outcome, index) => (outcome.status === 'scored' ? [{ name: names[index], score: outcome.score }] : []))
    .toSorted((a, b) => b.score.reward - a.score.reward);
  const [first, second] = ranked;
  if (!first) return 'No candidate could be scored.';
  if (!second) return `${first.name} is scored.`;
  const chance = chanceBetter(overall(first.score), overall(second.score));
  return `${first.name} ranks first. Chance that it is better than ${second.name}: ${formatChance(chance)}.`;
}

function overall({ reward, logSigma }: { readonly reward: number; readonly logSigma: number }) {
  return { mu: reward, logSigma };
}

/** Indexes of the candidates in the order in which they are shown: by rank, then those that failed, else as they were given. */
export function shownOrder(outcomes: readonly CandidateOutcome[]): number[] {
  const ranks = ranksOf(outcomes);
  return outcomes.map((_, index) => index).toSorted((a, b) => (ranks[a] ?? Infinity) - (ranks[b] ?? Infinity) || a - b);
}

/** Ranks from 1; undefined where a candidate failed. */
export function ranksOf(outcomes: readonly CandidateOutcome[]): (number | undefined)[] {
  return rankByReward(outcomes.map((outcome) => (outcome.status === 'scored' ? outcome.score.reward : undefined)));
}
