import type { Task } from '../../core/task.ts';
import { emptyStage, type Run, type StageState, type StageWork } from './stageState.ts';
import type { ExampleAction, PictureAction, RunAction, SettingAction, StageAction } from './stageAction.ts';
import { addPictures, moveSource, removePicture, swapWithSource } from './pictures.ts';
import { followLink, hasOwnWork, openExample, openWork, restoreWork, takeFoundWork, workOf } from './exampleWork.ts';
import { sameContext } from './staleness.ts';
import { remembering, takeBack } from './undo.ts';

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
    case 'undone':
    case 'compared':
      return reducePictures(state, action, task);
    case 'examplesFound':
    case 'exampleOpened':
    case 'workRestored':
    case 'workFound':
    case 'workOpened':
      return reduceExamples(state, action, task);
    case 'instructionChanged':
    case 'orientationChanged':
    case 'callFromChanged':
    case 'settingsLinked':
    case 'blindChanged':
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
      return addAll(state, action, task);
    case 'problemsFound': {
      const before = action.beside ? state.problems : [];
      return { ...state, problems: [...before, ...action.problems], runError: undefined };
    }
    case 'problemsDismissed':
      return { ...state, problems: [] };
    case 'pictureRemoved':
      return removeOne(state, action.id);
    case 'usedAsSource':
      return swapWithSource(state, action.id);
    case 'usedAsCandidate':
      return moveSource(state);
    case 'cleared':
      return clearStage(state);
    case 'undone':
      return takeBack(state);
    case 'compared':
      return { ...state, comparedId: action.id };
  }
}

function addAll(state: StageState, action: Extract<PictureAction, { type: 'picturesAdded' }>, task: Task): StageState {
  const changed = addPictures(state, action, task);
  const { source } = state;
  if (!source || changed.source === source) return changed;
  return remembering(changed, { kind: 'source', former: source, replacement: changed.source });
}

function removeOne(state: StageState, id: number): StageState {
  const changed = removePicture(state, id);
  const { source, candidates, scoredFor } = state;
  if (source?.id === id) return remembering(changed, { kind: 'source', former: source, replacement: undefined });
  const index = candidates.findIndex(({ picture }) => picture.id === id);
  const candidate = candidates[index];
  return candidate ? remembering(changed, { kind: 'removal', candidate, index, scoredFor }) : changed;
}

/**
 * Empties what the user sees as the stage, and names that alone: what else the page knows, now or later, stays. So does the
 * user's own work of before an example, which is set aside.
 */
function clearStage(state: StageState): StageState {
  const shown = { runError: undefined, problems: [], comparedId: undefined, openExample: undefined };
  const cleared = { ...state, ...workOf(emptyStage), ...shown };
  return hasOwnWork(state) ? remembering(cleared, { kind: 'clear', work: workOf(state) }) : cleared;
}

function reduceExamples(state: StageState, action: ExampleAction, task: Task): StageState {
  switch (action.type) {
    case 'examplesFound':
      return { ...state, examples: action.examples };
    case 'exampleOpened':
      return openExample(state, action, task);
    case 'workRestored':
      return restoreWork(state);
    case 'workFound':
      return takeFoundWork(state, action.work);
    case 'workOpened':
      return replaceWork(state, action.work);
  }
}

function replaceWork(state: StageState, work: StageWork): StageState {
  const opened = openWork(state, work);
  return hasOwnWork(state) ? remembering(opened, { kind: 'opening', work: workOf(state) }) : opened;
}

function reduceSettings(state: StageState, action: SettingAction): StageState {
  switch (action.type) {
    case 'instructionChanged':
      return { ...state, instruction: action.instruction, runError: undefined };
    case 'orientationChanged':
      return { ...state, orientation: action.orientation };
    case 'callFromChanged':
      return { ...state, callFrom: action.callFrom };
    case 'settingsLinked':
      return followLink(state, action.settings);
    case 'blindChanged':
      return { ...state, isBlind: action.isBlind };
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
  const counted = { ...run, doneIds: [...run.doneIds.filter((done) => done !== id), id] };
  // Its picture was removed, or all that is shown is other work by now.
  if (!state.candidates.some(({ picture }) => picture.id === id)) return { ...state, run: counted };
  const kept = sameContext(state.scoredFor, run.context);
  return {
    ...state,
    scoredFor: run.context,
    run: counted,
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
