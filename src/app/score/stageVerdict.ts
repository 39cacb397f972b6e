import { formatScore } from '../../core/formatNumbers.ts';
import { verdictOf } from '../../core/score/verdict.ts';
import { DEMO_TEXT, verdictText } from '../../core/score/verdictText.ts';
import { limitsOfScores } from './exampleWork.ts';
import { scoreOf } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import type { StageView } from './stageState.ts';

export interface StageVerdict {
  readonly text: string;
  /** One candidate is better than all others. */
  readonly isCalled: boolean;
  /** It is of what was on the page before, or of pictures that the model cannot judge. */
  readonly isWeak: boolean;
}

/** What the page says of its scores; undefined without any. */
export function stageVerdict(view: StageView): StageVerdict | undefined {
  const scored = view.candidates.filter((candidate) => scoreOf(candidate) !== undefined);
  const verdict = verdictOf(scored.map(scoreOf), view.callFrom);
  if (!verdict) return undefined;
  const names = scored.map(({ picture }) => picture.name);
  const isDemo = limitsOfScores(view) !== undefined;
  return {
    text: isDemo ? DEMO_TEXT : verdictText(verdict, names),
    isCalled: verdict.kind === 'best' && !isDemo,
    isWeak: isDemo || staleReason(view) !== undefined,
  };
}

/** The verdict for those who listen; of a single score the score itself. */
export function spokenVerdict(view: StageView): string | undefined {
  const verdict = stageVerdict(view);
  if (verdict) return `${verdict.text}.`;
  const only = view.candidates.find((candidate) => scoreOf(candidate) !== undefined);
  const score = only && scoreOf(only);
  return score && `${only.picture.name} has a reward of ${formatScore(score.reward)}.`;
}
