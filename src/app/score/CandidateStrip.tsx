import { useRef } from 'react';
import type { RewardScale } from '../../core/score/rewardScale.ts';
import { FileButton } from '../ui/FileButton.tsx';
import { CandidateCard } from './CandidateCard.tsx';
import { limitsOfScores } from './exampleWork.ts';
import { OrientationNote } from './OrientationNote.tsx';
import { takesPicture } from './pictureDrag.ts';
import { rankedCandidates, type RankedCandidate, rewardScale } from './rankedCandidates.ts';
import { ResultNotes } from './ResultNotes.tsx';
import { staleReason } from './staleness.ts';
import { StripTools } from './StripTools.tsx';
import { taskText } from './taskText.ts';
import { TransparencyNote } from './TransparencyNote.tsx';
import { useRankingMotion } from './useRankingMotion.ts';
import { useShownCandidates } from './useShownCandidates.ts';
import { useStage, useStageActions, useStageDispatch } from './useStage.ts';
import { WaitingSource } from './WaitingSource.tsx';

/** The edited versions, best first once they are scored. */
export function CandidateStrip() {
  const text = useStage(({ task }) => taskText(task));
  const candidates = useShownCandidates();
  const callFrom = useStage((stage) => stage.callFrom);
  const ranked = rankedCandidates(candidates, callFrom);
  const scale = rewardScale(candidates);
  return (
    <section className="candidates" aria-labelledby="candidates-title" {...useTakesSource()}>
      <div className="section-head">
        <h2 id="candidates-title">
          {text.candidates} {ranked.length > 0 && <span className="muted">{ranked.length}</span>}
        </h2>
        <StripTools />
      </div>
      <WaitingSource />
      <OrientationNote />
      <TransparencyNote />
      <ResultNotes scale={scale} />
      {ranked.length > 0 ? <Ranking ranked={ranked} scale={scale} label={text.candidates} /> : <EmptyStrip />}
    </section>
  );
}

/** The source, dropped beside the candidates, becomes one of them. */
function useTakesSource() {
  const dispatch = useStageDispatch();
  const sourceId = useStage(({ source, run }) => (run ? undefined : source?.id));
  return takesPicture((dropped) => dropped === sourceId && dispatch({ type: 'usedAsCandidate' }));
}

interface RankingProps {
  readonly ranked: readonly RankedCandidate[];
  readonly scale: RewardScale | undefined;
  readonly label: string;
}

function Ranking({ ranked, scale, label }: RankingProps) {
  const list = useRef<HTMLOListElement>(null);
  useRankingMotion(list, ranked.map(({ picture }) => picture.id).join());
  const isWeak = useStage(
    (view) => !view.run && (staleReason(view) !== undefined || limitsOfScores(view) !== undefined),
  );
  return (
    <ol
      ref={list}
      className={isWeak ? 'strip weak' : 'strip'}
      style={{ '--count': ranked.length }}
      aria-label={`${label}, best first`}
    >
      {ranked.map((candidate) => (
        <CandidateCard key={candidate.picture.id} candidate={candidate} scale={scale} />
      ))}
    </ol>
  );
}

function EmptyStrip() {
  const text = useStage(({ task }) => taskText(task));
  const { addFiles } = useStageActions();
  return (
    <div className="canvas empty">
      <p>{text.none}</p>
      <FileButton
        id="add-candidates"
        multiple
        label={text.choose}
        onFiles={(files) => void addFiles(files, 'candidates')}
      />
    </div>
  );
}
