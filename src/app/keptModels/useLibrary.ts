import { createContext } from 'react';
import { useRoom } from '../ui/useRoom.ts';
import { useSelected } from '../ui/useSelected.ts';
import type { Library, LibraryStore } from './library.ts';
import type { LibraryActions } from './libraryActions.ts';
import type { LibraryRoom } from './libraryRoom.ts';

export const LibraryContext = createContext<LibraryRoom | undefined>(undefined);

/** See {@link useSelected}. */
export function useLibrary<Selected>(select: (library: Library) => Selected): Selected {
  return useSelected(useRoom(LibraryContext).store, select);
}

export function useLibraryActions(): LibraryActions {
  return useRoom(LibraryContext).actions;
}

/** For changes that are done at once. */
export function useLibraryDispatch(): LibraryStore['dispatch'] {
  return useRoom(LibraryContext).store.dispatch;
}
