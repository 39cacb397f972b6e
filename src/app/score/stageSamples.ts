import type { CandidateScore, HeadScore } from '../../core/score/score.ts';
import type { CandidateOutcome } from '../../core/score/outcome.ts';
import { editScore } from '../../testing/scoreForTest.ts';
import { READY } from '../model/modelSamples.ts';
import { type ModelAction, noModel, reduceModel } from '../model/modelState.ts';
import { reduceStage } from './reduceStage.ts';
import type { NewPicture, StageAction } from './stageAction.ts';
import { emptyStage, type Example, type StageView } from './stageState.ts';
import { currentContext, idsToScore } from './staleness.ts';

export const EXAMPLE: Example = {
  id: 'recolor',
  title: 'Recolour',
  instruction: 'Make the circle blue',
  source: 'https://example.org/source.png',
  candidates: ['https://example.org/done.png', 'https://example.org/wrong.png'],
};

export function newPicture(name: string, turned = false): NewPicture {
  return { name, blob: new Blob(), turned, fromExample: false };
}

export function added(...names: string[]): StageAction {
  return { type: 'picturesAdded', pictures: names.map((name) => newPicture(name)), problems: [], place: 'auto' };
}

export type Action = StageAction | ModelAction;

export const initialView: StageView = { ...emptyStage, ...noModel };

/** The stage and the model after an action of either. */
export function reduce(view: StageView, action: Action): StageView {
  if (isOfModel(action)) return { ...view, ...reduceModel(view, action) };
  const stage = reduceStage(view, action, view.task);
  return stage === view ? view : { ...view, ...stage };
}

const MODEL_ACTIONS: Readonly<Record<ModelAction['type'], true>> = {
  modelLoading: true,
  modelProgress: true,
  modelReady: true,
  modelFailed: true,
  modelCancelled: true,
  scoringWaits: true,
};

function isOfModel(action: Action): action is ModelAction {
  return action.type in MODEL_ACTIONS;
}

export function reduceAll(actions: readonly Action[], view: StageView = initialView): StageView {
  return actions.reduce(reduce, view);
}

/** A model, a source with id 1, and candidates a.png, b.png, … with ids from 2, ready to score. */
export function readyState(candidateCount: number): StageView {
  const names = Array.from({ length: candidateCount }, (_, index) => `${String.fromCharCode(97 + index)}.png`);
  return reduceAll([READY, added('source.png', ...names), { type: 'instructionChanged', instruction: 'add a hat' }]);
}

export function runStarted(state: StageView): StageAction {
  const context = currentContext(state);
  if (!context) throw new Error('The state is not ready to score.');
  return { type: 'runStarted', context, candidateIds: idsToScore(state), startedAt: 0 };
}

/** Both heads give `mu`, with sigma 1 unless `logSigma` says otherwise. */
export function score(mu: number, logSigma = 0): CandidateScore {
  const head: HeadScore = { mu, logSigma };
  return editScore(head, head);
}

export function scored(mu: number, logSigma = 0): CandidateOutcome {
  return { status: 'scored', score: score(mu, logSigma) };
}

export const FAILED: CandidateOutcome = { status: 'failed', error: { name: 'DecodeError', message: 'It is damaged.' } };

/** Runs a scoring to its end; `outcomes` in the order of the ids scored. */
export function afterRun(state: StageView, outcomes: readonly CandidateOutcome[]): StageView {
  const started = reduce(state, runStarted(state));
  const done = idsToScore(state).map((id, index): Action => {
    const outcome = outcomes[index];
    if (!outcome) throw new Error(`There is no outcome for candidate ${id}.`);
    return { type: 'candidateDone', id, outcome };
  });
  return reduceAll([...done, { type: 'runEnded', error: undefined }], started);
}
