import { useMemo } from 'react';
import { shownCandidates, targetsOf } from './rankedCandidates.ts';
import type { Candidate } from './stageState.ts';
import { useStage } from './useStage.ts';

/** See {@link shownCandidates}. The list is the same one from step to step of a run, until a candidate is done. */
export function useShownCandidates(): readonly Candidate[] {
  const { candidates, scoredFor } = useStage((stage) => ({ candidates: stage.candidates, scoredFor: stage.scoredFor }));
  const run = useStage((stage) => stage.run && targetsOf(stage.run));
  return useMemo(() => shownCandidates({ candidates, run, scoredFor }), [candidates, run, scoredFor]);
}
