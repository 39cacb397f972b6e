import type { ExampleAction } from './stageAction.ts';
import { hasSource, type Task } from '../../core/task.ts';
import { emptyStage, type Example, type StageState, type StageView, type StageWork } from './stageState.ts';
import { addPictures, allPictures } from './pictures.ts';

/** Whether the page holds anything that its user made: a picture, or an instruction that is not the open example's. */
export function hasOwnWork(state: StageState): boolean {
  const instruction = state.instruction.trim();
  return showsOwnPicture(state) || (instruction !== '' && instruction !== state.openExample?.instruction);
}

/** What the model that gave the scores cannot judge, where it was given that: undefined for the examples that it knows. */
export function limitsOfScores(state: StageState): string | undefined {
  return showsOwnPicture(state) ? state.scoredFor?.status.model.limits : undefined;
}

export function showsOwnPicture(state: StageState): boolean {
  return allPictures(state).some(({ fromExample }) => !fromExample);
}

/** The examples that are of use to the model: all of them are edits of a source. */
export function offeredExamples({ examples, task }: Pick<StageView, 'examples' | 'task'>): readonly Example[] {
  return hasSource(task) ? examples : [];
}

/** Puts an example in the place of all that is on the page; the user's own work is set aside, not lost. */
export function openExample(
  state: StageState,
  { example, pictures }: Extract<ExampleAction, { type: 'exampleOpened' }>,
  task: Task,
): StageState {
  const setAside = hasOwnWork(state) ? workOf(state) : state.setAside;
  const emptied = { ...state, ...workOf(emptyStage), comparedId: undefined };
  const filled = addPictures(emptied, { type: 'picturesAdded', pictures, problems: [], place: 'auto' }, task);
  return { ...filled, instruction: example.instruction, openExample: example, setAside };
}

/** The other way round: own work added since is set aside in turn. */
export function restoreWork(state: StageState): StageState {
  const { setAside } = state;
  if (!setAside) return state;
  const current = hasOwnWork(state) ? workOf(state) : undefined;
  return {
    ...state,
    ...setAside,
    setAside: current,
    openExample: undefined,
    comparedId: undefined,
    runError: undefined,
    problems: [],
  };
}

/** Work of an earlier visit takes the stage if that is empty; else it is set aside, unless something is already. */
export function takeFoundWork(state: StageState, work: StageWork): StageState {
  const ids = allPictures(work).map(({ id }) => id);
  const isFree = allPictures(state).length === 0 && state.instruction.trim() === '';
  const found = isFree ? work : { setAside: state.setAside ?? work };
  return { ...state, ...found, nextId: Math.max(state.nextId, ...ids.map((id) => id + 1)) };
}

/** What a user puts on the page, of a whole state. */
export function workOf({ source, candidates, instruction, orientation, scoredFor }: StageWork): StageWork {
  return { source, candidates, instruction, orientation, scoredFor };
}
