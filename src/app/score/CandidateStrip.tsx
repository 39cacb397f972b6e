import { useRef } from 'react';
import { useRankingMotion } from './useRankingMotion.ts';
import { usePage } from '../shell/page.ts';
import { rankedCandidates, rewardScale, shownCandidates } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import { taskText } from '../model/taskText.ts';
import { CandidateCard } from './CandidateCard.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { LimitsNote } from '../model/LimitsNote.tsx';
import { OrientationNote } from './OrientationNote.tsx';
import { ResultNotes } from './ResultNotes.tsx';
import { StripTools } from './StripTools.tsx';
import { WaitingSource } from './WaitingSource.tsx';

/** The edited versions, best first once they are scored. */
export function CandidateStrip() {
  const { state, actions } = usePage();
  const list = useRef<HTMLOListElement>(null);
  const candidates = shownCandidates(state);
  const ranked = rankedCandidates(candidates);
  useRankingMotion(list, ranked.map(({ picture }) => picture.id).join());
  const scale = rewardScale(candidates);
  const text = taskText(state.task);
  const stale = !state.run && staleReason(state) !== undefined;
  return (
    <section className="candidates" aria-labelledby="candidates-title">
      <div className="section-head">
        <h2 id="candidates-title">
          {text.candidates} {ranked.length > 0 && <span className="muted">{ranked.length}</span>}
        </h2>
        <StripTools />
      </div>
      <WaitingSource />
      <OrientationNote />
      <LimitsNote loud />
      {ranked.length > 0 ? (
        <ol
          ref={list}
          className={stale ? 'strip stale' : 'strip'}
          style={{ '--count': ranked.length }}
          aria-label={`${text.candidates}, best first`}
        >
          {ranked.map((candidate) => (
            <CandidateCard key={candidate.picture.id} candidate={candidate} scale={scale} />
          ))}
        </ol>
      ) : (
        <div className="canvas empty">
          <p>{text.none}</p>
          <FileButton
            id="add-candidates"
            multiple
            label={text.choose}
            onFiles={(files) => void actions.addFiles(files, 'candidates')}
          />
        </div>
      )}
      <ResultNotes ranked={ranked} scale={scale} />
    </section>
  );
}
