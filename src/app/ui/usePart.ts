import { useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { loadPart } from './loadPart.ts';
import { usePage } from '../shell/page.ts';

/**
 * A part of the page that is loaded when it is first wanted; undefined until it is there. `load` must be the same each time.
 * A part that does not come is told among the problems, `onMissing` is called, and it is asked for again the next time.
 */
export function usePart<Part extends object>(
  load: () => Promise<Part>,
  isWanted: boolean,
  onMissing: () => void,
): Part | undefined {
  const { state, dispatch } = usePage();
  const [part, setPart] = useState<Part>();
  const fail = useEffectEvent((error: unknown) => {
    const problems = [...state.problems, { file: '', message: messageOf(error) }];
    dispatch({ type: 'picturesAdded', pictures: [], problems, place: 'auto' });
    onMissing();
  });
  const isNeeded = isWanted && !part;
  useEffect(() => {
    if (!isNeeded) return undefined;
    let isOver = false;
    loadPart(load).then(
      (loaded) => isOver || setPart(loaded),
      (error: unknown) => isOver || fail(error),
    );
    return () => void (isOver = true);
  }, [isNeeded, load]);
  return part;
}
