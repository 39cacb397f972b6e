import { useState } from 'react';
import { stageVerdict } from './stageVerdict.ts';
import { tasteCaveats } from './tasteCaveats.ts';
import { useStage } from './useStage.ts';
import { useStagePart } from './useStagePart.ts';
import './verdict.css';

const loadMatrix = () => import('./ChanceMatrix.tsx');

/** Above the pictures: which one is best, as far as the model can tell. */
export function VerdictPanel() {
  const verdict = useStage((view) => (view.run ? undefined : stageVerdict(view)));
  const caveats = useStage(({ scoredFor }) => (scoredFor ? tasteCaveats(scoredFor.status.model).join() : ''));
  const [showsChances, setShowsChances] = useState(false);
  const part = useStagePart(loadMatrix, showsChances, () => setShowsChances(false));
  if (!verdict) return null;
  return (
    <section className={verdict.isWeak ? 'verdict weak' : 'verdict'} aria-label="Verdict">
      <p className={verdict.isCalled ? 'verdict-line called' : 'verdict-line'}>{verdict.text}</p>
      {caveats !== '' && <p className="muted">{caveats}</p>}
      <button
        type="button"
        className="quiet"
        aria-expanded={showsChances}
        onClick={() => setShowsChances(!showsChances)}
      >
        {showsChances ? 'Hide the chances' : 'All chances'}
      </button>
      {showsChances && part && <part.ChanceMatrix />}
    </section>
  );
}
