import type { ExampleAction } from './action.ts';
import type { AppState, StageWork } from './appState.ts';
import { initialState } from './appState.ts';
import { addPictures, allPictures } from './pictures.ts';

/** Whether the page holds anything that its user made: a picture, or an instruction that is not the open example's. */
export function hasOwnWork(state: AppState): boolean {
  const instruction = state.instruction.trim();
  return showsOwnPicture(state) || (instruction !== '' && instruction !== state.openExample?.instruction);
}

export function showsOwnPicture(state: AppState): boolean {
  return allPictures(state).some(({ fromExample }) => !fromExample);
}

/** Puts an example in the place of all that is on the page; the user's own work is set aside, not lost. */
export function openExample(
  state: AppState,
  { example, pictures }: Extract<ExampleAction, { type: 'exampleOpened' }>,
): AppState {
  const setAside = hasOwnWork(state) ? workOf(state) : state.setAside;
  const emptied = { ...state, ...workOf(initialState), comparedId: undefined };
  const filled = addPictures(emptied, { type: 'picturesAdded', pictures, problems: [], place: 'auto' });
  return { ...filled, instruction: example.instruction, openExample: example, setAside };
}

/** The other way round: own work added since is set aside in turn. */
export function restoreWork(state: AppState): AppState {
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

/** What a user puts on the page, of a whole state. */
export function workOf({ source, candidates, instruction, orientation, scoredFor }: StageWork): StageWork {
  return { source, candidates, instruction, orientation, scoredFor };
}
