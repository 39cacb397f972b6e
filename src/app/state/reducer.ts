import { type AppState, initialState } from './appState.ts';
import type { Action, ModelAction, PictureAction, RunAction, SettingAction } from './action.ts';
import { addPictures, removePicture, swapWithSource } from './pictures.ts';
import { sameContext } from './staleness.ts';

/** The page's next state. Pure. */
export function reduce(state: AppState, action: Action): AppState {
  switch (action.type) {
    case 'picturesAdded':
    case 'problemsDismissed':
    case 'pictureRemoved':
    case 'usedAsSource':
    case 'cleared':
    case 'compared':
      return reducePictures(state, action);
    case 'instructionChanged':
    case 'orientationChanged':
      return reduceSettings(state, action);
    case 'modelLoading':
    case 'modelProgress':
    case 'modelReady':
    case 'modelFailed':
    case 'modelCancelled':
      return { ...state, model: reduceModel(state.model, action) };
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
    case 'cleared':
      return { ...initialState, model: state.model, nextId: state.nextId };
    case 'compared':
      return { ...state, comparedId: action.id };
  }
}

function reduceSettings(state: AppState, action: SettingAction): AppState {
  if (action.type === 'orientationChanged') return { ...state, orientation: action.orientation };
  return { ...state, instruction: action.instruction, runError: undefined };
}

function reduceModel(model: AppState['model'], action: ModelAction): AppState['model'] {
  switch (action.type) {
    case 'modelLoading':
      return { kind: 'loading', label: action.label, progress: undefined };
    case 'modelProgress':
      return model.kind === 'loading' ? { ...model, progress: action.progress } : model;
    case 'modelReady':
      return { kind: 'ready', label: action.status.model.id, status: action.status };
    case 'modelFailed':
      return { kind: 'failed', label: action.label, error: action.error };
    case 'modelCancelled':
      return { kind: 'none' };
  }
}

function reduceRun(state: AppState, action: RunAction): AppState {
  switch (action.type) {
    case 'runStarted':
      return startRun(state, action);
    case 'candidateDone':
      return {
        ...state,
        candidates: state.candidates.map((candidate) =>
          candidate.picture.id === action.id ? { ...candidate, outcome: action.outcome } : candidate,
        ),
      };
    case 'runEnded':
      return { ...state, run: undefined, runError: action.error };
    default:
      return state.run ? { ...state, run: stepRun(state.run, action) } : state;
  }
}

function startRun(state: AppState, action: Extract<RunAction, { type: 'runStarted' }>): AppState {
  const { context, candidateIds, startedAt } = action;
  const kept = sameContext(state.scoredFor, context);
  return {
    ...state,
    scoredFor: context,
    candidates: state.candidates.map((candidate) =>
      kept && !candidateIds.includes(candidate.picture.id) ? candidate : { ...candidate, outcome: undefined },
    ),
    run: { candidateIds, startedAt, step: undefined, reload: undefined, cancelling: false },
    runError: undefined,
  };
}

type StepAction = Extract<RunAction, { type: 'runReloading' | 'runStepped' | 'runCancelling' }>;

function stepRun(run: NonNullable<AppState['run']>, action: StepAction): NonNullable<AppState['run']> {
  switch (action.type) {
    case 'runReloading':
      return { ...run, reload: action.progress };
    case 'runStepped':
      return { ...run, step: action.step, reload: undefined };
    case 'runCancelling':
      return { ...run, cancelling: true };
  }
}
