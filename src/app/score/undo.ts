import { hasOwnWork, workOf } from './exampleWork.ts';
import { MAX_CANDIDATES, moveSource, namedApart } from './pictures.ts';
import { sameContext } from './staleness.ts';
import type {
  RememberedChange,
  StageState,
  Undoable,
  UndoableClear,
  UndoableRemoval,
  UndoableSource,
} from './stageState.ts';

/** Their pictures are kept in memory, so only the latest are. */
const MAX_UNDOABLE = 20;

/** `changed` with a note of how the latest change is taken back. */
export function remembering(changed: StageState, undoable: Undoable): StageState {
  const remembered = { ...undoable, example: changed.openExample };
  return { ...changed, undoable: [...changed.undoable, remembered].slice(-MAX_UNDOABLE) };
}

/** The latest change that has a place in what is shown; all of a page takes its place anywhere. */
function latestOf({ undoable, openExample }: Undoing): RememberedChange | undefined {
  return undoable.findLast(({ kind, example }) => kind === 'clear' || kind === 'opening' || example === openExample);
}

type Undoing = Pick<StageState, 'undoable' | 'openExample'>;

const NO_ROOM = `Nothing was undone: the page compares up to ${MAX_CANDIDATES} candidates at once. Remove one first.`;

/** "Undo removing b.png": what the button says; undefined where there is nothing to take back. */
export function latestUndoText(state: Undoing): string | undefined {
  const latest = latestOf(state);
  return latest && undoText(latest);
}

function undoText(undoable: Undoable): string {
  switch (undoable.kind) {
    case 'removal':
      return `Undo removing ${undoable.candidate.picture.name}`;
    case 'source':
      return undoable.replacement ? 'Undo replacing the source' : 'Undo removing the source';
    case 'clear':
      return 'Undo clearing';
    case 'opening':
      return 'Undo opening another comparison';
  }
}

/** Takes the latest change back. What was done since stays; what has no place beside it is set aside. */
export function takeBack(state: StageState): StageState {
  const undoable = latestOf(state);
  if (!undoable) return state;
  if (!hasRoom(state, undoable)) return { ...state, problems: [{ file: '', message: NO_ROOM }] };
  const rest = { ...state, undoable: state.undoable.filter((one) => one !== undoable), runError: undefined };
  switch (undoable.kind) {
    case 'removal':
      return insertCandidate(rest, undoable);
    case 'source':
      return restoreSource(rest, undoable);
    case 'clear':
    case 'opening':
      return restoreCleared(rest, undoable);
  }
}

function insertCandidate(state: StageState, { candidate, index, scoredFor }: UndoableRemoval): StageState {
  const outcome = sameContext(state.scoredFor, scoredFor) ? candidate.outcome : undefined;
  const restored = { picture: namedApart(candidate.picture, state), outcome };
  return { ...state, candidates: state.candidates.toSpliced(index, 0, restored) };
}

/** What has become the source since, and did not take this one's place, is a candidate from now on. */
function restoreSource(state: StageState, { former, replacement }: UndoableSource): StageState {
  const freed = state.source === replacement ? { ...state, source: undefined } : moveSource(state);
  return { ...freed, source: namedApart(former, freed) };
}

/** A change that would bring more candidates than there is room for stays to be taken back. */
function hasRoom({ source, candidates }: StageState, undoable: Undoable): boolean {
  if (undoable.kind === 'clear' || undoable.kind === 'opening' || candidates.length < MAX_CANDIDATES) return true;
  return undoable.kind === 'source' && (source === undefined || source === undoable.replacement);
}

function restoreCleared(state: StageState, { work }: UndoableClear): StageState {
  const setAside = hasOwnWork(state) ? workOf(state) : state.setAside;
  return { ...state, ...work, setAside, openExample: undefined, comparedId: undefined, problems: [] };
}
