import { hasSource, type Task } from '../../core/task.ts';
import type { NewPicture, PictureAction } from './stageAction.ts';
import type { Candidate, Picture, Problem, StageState, StageView } from './stageState.ts';

/** More cannot be compared by eye on one page, and every one of them is drawn. */
export const MAX_CANDIDATES = 64;

/** Adds pictures as far as there is room; what does not fit becomes a problem. */
export function addPictures(
  state: StageState,
  action: Extract<PictureAction, { type: 'picturesAdded' }>,
  task: Task,
): StageState {
  const named = nameUniquely(action.pictures, state);
  const takesSource = action.place === 'source' || (action.place === 'auto' && hasSource(task) && !state.source);
  const source = takesSource ? named[0] : undefined;
  const rest = source ? named.slice(1) : named;
  const room = MAX_CANDIDATES - state.candidates.length;
  const added: Candidate[] = rest.slice(0, room).map((picture) => ({ picture, outcome: undefined }));
  return {
    ...state,
    source: source ?? state.source,
    candidates: [...state.candidates, ...added],
    problems: [...action.problems, ...rest.slice(room).map(noRoomFor)],
    runError: undefined,
    nextId: state.nextId + named.length,
  };
}

function noRoomFor({ name }: Picture): Problem {
  return { file: name, message: `${name} was left out: the page compares up to ${MAX_CANDIDATES} candidates at once.` };
}

export function removePicture(state: StageState, id: number): StageState {
  return {
    ...state,
    source: state.source?.id === id ? undefined : state.source,
    candidates: state.candidates.filter(({ picture }) => picture.id !== id),
    comparedId: state.comparedId === id ? undefined : state.comparedId,
    runError: undefined,
  };
}

/** The candidate becomes the source; the former source takes its place, unscored. */
export function swapWithSource(state: StageState, id: number): StageState {
  const chosen = state.candidates.find(({ picture }) => picture.id === id);
  if (!chosen) return state;
  const { source } = state;
  const candidates = source
    ? state.candidates.map((one) => (one === chosen ? { picture: source, outcome: undefined } : one))
    : state.candidates.filter((one) => one !== chosen);
  return { ...state, source: chosen.picture, candidates, comparedId: undefined, runError: undefined };
}

/** The source becomes the last candidate, as long as there is room. */
export function moveSource(state: StageState): StageState {
  const { source, candidates } = state;
  if (!source || candidates.length >= MAX_CANDIDATES) return state;
  return { ...state, source: undefined, candidates: [...candidates, { picture: source, outcome: undefined }] };
}

/** The pictures that the model judges, the source first if it looks at one. */
export function shownPictures(view: Pick<StageView, 'source' | 'candidates' | 'task'>): readonly Picture[] {
  return allPictures(hasSource(view.task) ? view : { ...view, source: undefined });
}

/** Every picture that the page holds, the source first. */
export function allPictures(state: Pick<StageState, 'source' | 'candidates'>): readonly Picture[] {
  const candidates = state.candidates.map(({ picture }) => picture);
  return state.source ? [state.source, ...candidates] : candidates;
}

/** A picture that comes back, under another name if its own has been given to another. */
export function namedApart(picture: Picture, state: Pick<StageState, 'source' | 'candidates'>): Picture {
  const name = freeName(picture.name, new Set(allPictures(state).map((one) => one.name)));
  return name === picture.name ? picture : { ...picture, name };
}

function nameUniquely(pictures: readonly NewPicture[], state: StageState): Picture[] {
  const taken = new Set(allPictures(state).map(({ name }) => name));
  return pictures.map((picture, index) => {
    const name = freeName(picture.name, taken);
    taken.add(name);
    return { ...picture, name, id: state.nextId + index };
  });
}

/** `image.png`, then `image (2).png`: several pasted pictures carry one name. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let copy = 2;
  while (taken.has(`${stem} (${copy})${extension}`)) copy += 1;
  return `${stem} (${copy})${extension}`;
}
