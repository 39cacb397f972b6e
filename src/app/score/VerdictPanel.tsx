import { useState } from 'react';
import { ChanceMatrix } from './ChanceMatrix.tsx';
import { type RankedCandidate, scoreOf } from './rankedCandidates.ts';
import { stageVerdict } from './stageVerdict.ts';
import { useStage } from './useStage.ts';
import './verdict.css';

interface VerdictPanelProps {
  readonly ranked: readonly RankedCandidate[];
}

/** Above the pictures: which one is best, as far as the model can tell. */
export function VerdictPanel({ ranked }: VerdictPanelProps) {
  const verdict = useStage((view) => (view.run ? undefined : stageVerdict(view)));
  const [showsChances, setShowsChances] = useState(false);
  if (!verdict) return null;
  return (
    <div className={verdict.isWeak ? 'verdict weak' : 'verdict'}>
      <p className={verdict.isCalled ? 'verdict-line called' : 'verdict-line'}>{verdict.text}</p>
      <button
        type="button"
        className="quiet"
        aria-expanded={showsChances}
        onClick={() => setShowsChances(!showsChances)}
      >
        {showsChances ? 'Hide the chances' : 'All chances'}
      </button>
      {showsChances && <ChanceMatrix scored={ranked.filter((candidate) => scoreOf(candidate) !== undefined)} />}
    </div>
  );
}
