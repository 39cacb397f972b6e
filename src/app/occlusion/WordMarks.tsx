import type { CSSProperties } from 'react';
import type { OmittedWord } from '../../core/occlusion/explainScore.ts';
import type { ScorePart } from '../../core/occlusion/importanceMap.ts';
import type { CandidateScore } from '../../core/score/score.ts';
import { formatLoss, weighWords } from './occlusionText.ts';

interface WordMarksProps {
  readonly whole: CandidateScore;
  readonly instruction: string;
  readonly words: readonly OmittedWord[];
  readonly part: ScorePart;
}

/** The words of the instruction, each with what it adds to the score. */
export function WordMarks({ whole, instruction, words, part }: WordMarksProps) {
  return (
    <section className="word-marks" aria-label="Words">
      <p className="muted">What each word adds: the score with it, less the score without it.</p>
      <ul>
        {weighWords(instruction, whole, words, part).map(({ start, text, loss, share }) => {
          const style: CSSProperties = { '--share': `${Math.round(Math.abs(share) * 70)}%` };
          return (
            <li key={start} className={loss > 0 ? 'adds' : 'takes'} style={style}>
              {text} <span className="word-loss">{formatLoss(loss)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
