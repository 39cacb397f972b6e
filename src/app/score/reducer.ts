import { type AppState, initialState, type Run } from './appState.ts';
import type { Action, ExampleAction, ModelAction, PictureAction, RunAction, SettingAction } from './action.ts';
import { addPictures, moveSource, removePicture, swapWithSource } from './pictures.ts';
import { openExample, restoreWork, workOf } from './exampleWork.ts';
import { reduceLibrary } from '../models/library.ts';
import { sameContext } from './staleness.ts';

/** The page's next state. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'picturesAdded':
    case 'problemsDismissed':
    case 'pictureRemoved':
    case 'usedAsSource':
    case 'usedAsCandidate':
    case 'cleared':
    case 'compared':
      return reducePictures(state, action);
    case 'examplesFound':
    case 'exampleOpened':
    case 'workRestored':
      return reduceExamples(state, action);
    case 'instructionChanged':
    case 'orientationChanged':
      return reduceSettings(state, action);
    case 'libraryRead':
    case 'libraryFailed':
    case 'checkpointChosen':
    case 'transferStarted':
    case 'transferProgressed':
    case 'transferEnded':
    case 'transferDismissed':
    case 'transferHeard':
      return { ...state, library: reduceLibrary(state.library, action) };
    case 'batchRunning':
      return { ...state, batchRunning: action.running };
    case 'modelLoading':
    case 'modelProgress':
    case 'modelReady':
    case 'modelFailed':
    case 'modelCancelled':
      return reduceModelOf(state, action);
    case 'runAwaitsModel':
    case 'runStarted':
    case 'runReloading':
    case 'runStepped':
    case 'candidateDone':
    case 'runCancelling':
    case 'runEnded':
      return reduceRun(state, action);
  }
}

function reducePictures(state: AppState, action: PictureAction): AppState {
  switch (action.type) {
    case 'picturesAdded':
      return addPictures(state, action);
    case 'problemsDismissed':
      return { ...state, problems: [] };
    case 'pictureRemoved':
      return removePicture(state, action.id);
    case 'usedAsSource':
      return swapWithSource(state, action.id);
    case 'usedAsCandidate':
      return moveSource(state);
    case 'cleared':
      return clearStage(state);
    case 'compared':
      return { ...state, comparedId: action.id };
  }
}

/**
 * Empties what the user sees as the stage, and names that alone: what else the page knows, now or later, stays. So does the
 * user's own work of before an example, which is set aside.
 */
function clearStage(state: AppState): AppState {
  const shown = { runError: undefined, problems: [], comparedId: undefined, openExample: undefined };
  return { ...state, ...workOf(initialState), ...shown, scoreWhenReady: false };
}

function reduceExamples(state: AppState, action: ExampleAction): AppState {
  switch (action.type) {
    case 'examplesFound':
      return { ...state, examples: action.examples };
    case 'exampleOpened':
      return openExample(state, action);
    case 'workRestored':
      return restoreWork(state);
  }
}

function reduceSettings(state: AppState, action: SettingAction): AppState {
  if (action.type === 'orientationChanged') return { ...state, orientation: action.orientation };
  return { ...state, instruction: action.instruction, runError: undefined };
}

/** A scoring waits only as long as a model is loading. */
function reduceModelOf(state: AppState, action: ModelAction): AppState {
  const model = reduceModel(state.model, action);
  const task = model.kind === 'ready' ? model.status.model.task : state.task;
  return { ...state, model, task, scoreWhenReady: state.scoreWhenReady && model.kind === 'loading' };
}

function reduceModel(model: AppState['model'], action: ModelAction): AppState['model'] {
  switch (action.type) {
    case 'modelLoading':
      return { kind: 'loading', label: action.label, location: action.location, progress: undefined };
    case 'modelProgress':
      return model.kind === 'loading' ? { ...model, progress: action.progress } : model;
    case 'modelReady':
      return { kind: 'ready', label: action.status.model.id, location: action.location, status: action.status };
    case 'modelFailed':
      return { kind: 'failed', label: action.label, error: action.error };
    case 'modelCancelled':
      return { kind: 'none' };
  }
}

function reduceRun(state: AppState, action: RunAction): AppState {
  switch (action.type) {
    case 'runAwaitsModel':
      return { ...state, scoreWhenReady: true };
    case 'runStarted':
      return startRun(state, action);
    case 'candidateDone':
      return state.run ? takeOutcome(state, state.run, action) : state;
    case 'runEnded':
      return { ...state, run: undefined, runError: action.error };
    default:
      return state.run ? { ...state, run: stepRun(state.run, action) } : state;
  }
}

function startRun(state: AppState, action: Extract<RunAction, { type: 'runStarted' }>): AppState {
  const { context, candidateIds, startedAt } = action;
  const run = { candidateIds, context, startedAt, doneIds: [], step: undefined, reload: undefined, cancelling: false };
  return { ...state, run, runError: undefined, scoreWhenReady: false };
}

/** The first outcome of a run under another context ends what all older ones said; a run that brings none ends nothing. */
function takeOutcome(
  state: AppState,
  run: Run,
  { id, outcome }: Extract<RunAction, { type: 'candidateDone' }>,
): AppState {
  const kept = sameContext(state.scoredFor, run.context);
  return {
    ...state,
    scoredFor: run.context,
    run: { ...run, doneIds: [...run.doneIds.filter((done) => done !== id), id] },
    candidates: state.candidates.map((candidate) => {
      if (candidate.picture.id === id) return { ...candidate, outcome };
      return kept ? candidate : { ...candidate, outcome: undefined };
    }),
  };
}

type StepAction = Extract<RunAction, { type: 'runReloading' | 'runStepped' | 'runCancelling' }>;

function stepRun(run: Run, action: StepAction): Run {
  switch (action.type) {
    case 'runReloading':
      return { ...run, reload: action.progress };
    case 'runStepped':
      return { ...run, step: action.step, reload: undefined };
    case 'runCancelling':
      return { ...run, cancelling: true };
  }
}
