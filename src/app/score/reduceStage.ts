import type { Task } from '../../core/task.ts';
import { emptyStage, type Run, type StageState } from './stageState.ts';
import type { ExampleAction, PictureAction, RunAction, SettingAction, StageAction } from './stageAction.ts';
import { addPictures, moveSource, removePicture, swapWithSource } from './pictures.ts';
import { openExample, restoreWork, workOf } from './exampleWork.ts';
import { sameContext } from './staleness.ts';

/** The next state of the Score page. Pure. `task` is what the model judges: by it a first picture is the source or a candidate. */
export function reduceStage(state: StageState, action: StageAction, task: Task): StageState {
  switch (action.type) {
    case 'picturesAdded':
    case 'problemsFound':
    case 'problemsDismissed':
    case 'pictureRemoved':
    case 'usedAsSource':
    case 'usedAsCandidate':
    case 'cleared':
    case 'compared':
      return reducePictures(state, action, task);
    case 'examplesFound':
    case 'exampleOpened':
    case 'workRestored':
      return reduceExamples(state, action, task);
    case 'instructionChanged':
    case 'orientationChanged':
    case 'callFromChanged':
      return reduceSettings(state, action);
    case 'runStarted':
    case 'runReloading':
    case 'runStepped':
    case 'candidateDone':
    case 'runCancelling':
    case 'runEnded':
      return reduceRun(state, action);
  }
}

function reducePictures(state: StageState, action: PictureAction, task: Task): StageState {
  switch (action.type) {
    case 'picturesAdded':
      return addPictures(state, action, task);
    case 'problemsFound': {
      const before = action.beside ? state.problems : [];
      return { ...state, problems: [...before, ...action.problems], runError: undefined };
    }
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
function clearStage(state: StageState): StageState {
  const shown = { runError: undefined, problems: [], comparedId: undefined, openExample: undefined };
  return { ...state, ...workOf(emptyStage), ...shown };
}

function reduceExamples(state: StageState, action: ExampleAction, task: Task): StageState {
  switch (action.type) {
    case 'examplesFound':
      return { ...state, examples: action.examples };
    case 'exampleOpened':
      return openExample(state, action, task);
    case 'workRestored':
      return restoreWork(state);
  }
}

function reduceSettings(state: StageState, action: SettingAction): StageState {
  switch (action.type) {
    case 'instructionChanged':
      return { ...state, instruction: action.instruction, runError: undefined };
    case 'orientationChanged':
      return { ...state, orientation: action.orientation };
    case 'callFromChanged':
      return { ...state, callFrom: action.callFrom };
  }
}

function reduceRun(state: StageState, action: RunAction): StageState {
  switch (action.type) {
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

function startRun(state: StageState, action: Extract<RunAction, { type: 'runStarted' }>): StageState {
  const { context, candidateIds, startedAt } = action;
  const run = { candidateIds, context, startedAt, doneIds: [], step: undefined, reload: undefined, cancelling: false };
  return { ...state, run, runError: undefined };
}

/** The first outcome of a run under another context ends what all older ones said; a run that brings none ends nothing. */
function takeOutcome(
  state: StageState,
  run: Run,
  { id, outcome }: Extract<RunAction, { type: 'candidateDone' }>,
): StageState {
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
