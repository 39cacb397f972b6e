import { formatCountOf, formatPixels } from '../../core/formatNumbers.ts';
import type { SharedCandidate, SharedSession } from '../share/sharedSession.ts';
import { limitsOfScores } from './exampleWork.ts';
import { allPictures } from './pictures.ts';
import { rankedCandidates } from './rankedCandidates.ts';
import { scoredSource } from './scoredSource.ts';
import { stageVerdict } from './stageVerdict.ts';
import type { ScoringContext, StageView } from './stageState.ts';
import { tasteCaveats } from './tasteCaveats.ts';
import { taskText } from './taskText.ts';

/** What there is to share: the scores, and what they are for, which may be another instruction than the one that is typed. */
export function sessionOfStage(view: StageView): SharedSession | undefined {
  const { scoredFor, callFrom } = view;
  const candidates = sharedCandidates(view);
  if (!scoredFor || candidates.length === 0) return undefined;
  const { model, device } = scoredFor.status;
  const { task, heads, title } = model;
  const limits = limitsOfScores(view);
  return {
    textName: task.text,
    instruction: scoredFor.instruction,
    source: scoredSource(view),
    candidates,
    heads,
    verdict: stageVerdict(view)?.text,
    isDemo: limits !== undefined,
    callFrom,
    orientation: scoredFor.orientation,
    model: { ...model, limits, title },
    device,
    caveats: caveatsOf(view, scoredFor),
    note: `Zero means nothing special: compare only ${taskText(task).compared}.`,
  };
}

function sharedCandidates({ candidates, callFrom }: StageView): readonly SharedCandidate[] {
  return rankedCandidates(candidates, callFrom).flatMap(({ picture: { name, blob }, rank, leads, outcome }) =>
    outcome ? [{ name, blob, rank, leads, outcome }] : [],
  );
}

function caveatsOf(view: StageView, { status: { model }, sourceId, orientation }: ScoringContext): string[] {
  const limits = limitsOfScores(view);
  const isLimited = view.candidates.some(({ outcome }) => outcome?.status === 'scored' && outcome.maxPixels);
  const isUnturned = orientation === 'official' && allPictures(view).some(({ turned }) => turned);
  const { maxPixels } = model;
  const waiting = view.candidates.filter(({ outcome }) => !outcome).length;
  return [
    ...(limits === undefined ? [] : [limits]),
    ...tasteCaveats(model),
    ...(waiting === 0
      ? []
      : [`${formatCountOf(waiting, 'candidate')} had no score yet and ${waiting === 1 ? 'is' : 'are'} left out.`]),
    ...(isLimited && maxPixels !== undefined
      ? [`Pictures were made smaller, to ${formatPixels(maxPixels)}: these are not the official scores.`]
      : []),
    ...(isUnturned ? ['The camera’s rotation was ignored, as the official Python code does.'] : []),
    ...(sourceId !== undefined && !scoredSource(view) ? ['The source was not on the page any more.'] : []),
  ];
}
