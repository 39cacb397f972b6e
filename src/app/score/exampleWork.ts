import type { ExampleAction } from './stageAction.ts';
import { hasSource, type Task } from '../../core/task.ts';
import {
  emptyStage,
  type Example,
  type Picture,
  type StageState,
  type StageView,
  type StageWork,
} from './stageState.ts';
import type { LinkedSettings } from './linkedSettings.ts';
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
export function takeFoundWork(state: StageState, found: StageWork): StageState {
  const isFree = allPictures(state).length === 0 && state.instruction.trim() === '';
  const work = withIdsFrom(state.nextId, found);
  const ids = allPictures(work).map(({ id }) => id);
  const nextId = Math.max(state.nextId, ...ids.map((id) => id + 1));
  return { ...state, ...(isFree ? work : { setAside: state.setAside ?? work }), nextId };
}

/** A comparison of before takes the stage; own work on it can be brought back. */
export function openWork(state: StageState, opened: StageWork): StageState {
  const work = withIdsFrom(state.nextId, opened);
  const nextId = Math.max(state.nextId, ...allPictures(work).map(({ id }) => id + 1));
  const shown = { runError: undefined, problems: [], comparedId: undefined, openExample: undefined };
  return { ...state, ...work, ...shown, nextId };
}

/** What a link says takes the place of the settings. It brings no pictures, so own work makes room, and is set aside. */
export function followLink(state: StageState, settings: LinkedSettings): StageState {
  const { instruction = '', orientation = state.orientation, callFrom = state.callFrom } = settings;
  const isOwn = hasOwnWork(state);
  const setAside = isOwn ? workOf(state) : state.setAside;
  const emptied = openWork(state, workOf(emptyStage));
  return { ...emptied, setAside, instruction, orientation, callFrom };
}

/** Ids are those of one visit: a run, or a change that can be taken back, may know other pictures of this one by the same. */
function withIdsFrom(nextId: number, work: StageWork): StageWork {
  if (nextId === emptyStage.nextId) return work;
  const moved = (picture: Picture): Picture => ({ ...picture, id: picture.id + nextId });
  const { source, candidates, scoredFor } = work;
  const sourceId = scoredFor?.sourceId;
  return {
    ...work,
    source: source && moved(source),
    candidates: candidates.map((one) => ({ ...one, picture: moved(one.picture) })),
    scoredFor: scoredFor && { ...scoredFor, sourceId: sourceId === undefined ? undefined : sourceId + nextId },
  };
}

/** What a user puts on the page, of a whole state. */
export function workOf({ source, candidates, instruction, orientation, scoredFor }: StageWork): StageWork {
  return { source, candidates, instruction, orientation, scoredFor };
}
