import { useState } from 'react';
import { usePart } from '../ui/usePart.ts';
import { type RankedCandidate, scoreOf } from './rankedCandidates.ts';
import { staleReason } from './staleness.ts';
import type { StageView } from './stageState.ts';
import { useStage, useStageDispatch } from './useStage.ts';

const loadDialog = () => import('../occlusion/OcclusionDialog.tsx');

/** Opens what the score of a candidate rests on. Offered while the score is of what is on the page. */
export function WhereItLooked({ candidate }: { readonly candidate: RankedCandidate }) {
  const dispatch = useStageDispatch();
  const isOffered = useStage((view) => view.run === undefined && staleReason(view) === undefined);
  const subject = useStage(subjectOf);
  const [isOpen, setIsOpen] = useState(false);
  const part = usePart(loadDialog, isOpen, (why) => {
    dispatch({ type: 'problemsFound', problems: [{ file: '', message: why }], beside: true });
    setIsOpen(false);
  });
  const { picture } = candidate;
  if (!isOffered || !subject || !scoreOf(candidate)) return null;
  return (
    <>
      <button
        type="button"
        className="quiet"
        aria-label={`Where it looked: ${picture.name}`}
        onClick={() => setIsOpen(true)}
      >
        Where it looked
      </button>
      {isOpen && part && <part.OcclusionDialog {...subject} picture={picture} onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** What scores on the page are of; undefined without a model that could be asked again. */
function subjectOf({ scoredFor, source, model }: StageView) {
  if (!scoredFor || model.kind !== 'ready') return undefined;
  const { status, sourceId, instruction, orientation } = scoredFor;
  return { status, source: sourceId === undefined ? undefined : source, instruction, orientation };
}
