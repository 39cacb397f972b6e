import { hasOwnWork, workOf } from './exampleWork.ts';
import { MAX_CANDIDATES } from './pictures.ts';
import { sameContext } from './staleness.ts';
import type { StageState, Undoable, UndoableClear, UndoableRemoval } from './stageState.ts';

/** Their pictures are kept in memory, so only the latest are. */
const MAX_UNDOABLE = 20;

/** `changed` with a note of how the latest change is taken back. */
export function remembering(changed: StageState, undoable: Undoable): StageState {
  return { ...changed, undoable: [...changed.undoable, undoable].slice(-MAX_UNDOABLE) };
}

/** "Undo removing b.png": what the button says; undefined where there is nothing to take back. */
export function latestUndoText({ undoable }: Pick<StageState, 'undoable'>): string | undefined {
  const latest = undoable.at(-1);
  return latest && undoText(latest);
}

function undoText(undoable: Undoable): string {
  switch (undoable.kind) {
    case 'removal':
      return `Undo removing ${undoable.candidate.picture.name}`;
    case 'source':
      return undoable.isReplaced ? 'Undo replacing the source' : 'Undo removing the source';
    case 'clear':
      return 'Undo clearing';
  }
}

/** Takes the latest change back. What was done since stays; what has no room beside it is set aside. */
export function takeBack(state: StageState): StageState {
  const undoable = state.undoable.at(-1);
  if (!undoable) return state;
  const rest = { ...state, undoable: state.undoable.slice(0, -1), runError: undefined };
  switch (undoable.kind) {
    case 'removal':
      return insertCandidate(rest, undoable);
    case 'source':
      return { ...rest, source: undoable.former };
    case 'clear':
      return restoreCleared(rest, undoable);
  }
}

function insertCandidate(state: StageState, { candidate, index, scoredFor }: UndoableRemoval): StageState {
  if (state.candidates.length >= MAX_CANDIDATES) return state;
  const holds = sameContext(state.scoredFor, scoredFor);
  const restored = holds ? candidate : { ...candidate, outcome: undefined };
  return { ...state, candidates: state.candidates.toSpliced(index, 0, restored) };
}

function restoreCleared(state: StageState, { work }: UndoableClear): StageState {
  const setAside = hasOwnWork(state) ? workOf(state) : state.setAside;
  return { ...state, ...work, setAside, openExample: undefined, comparedId: undefined, problems: [] };
}
