import { useEffect, useEffectEvent, useState } from 'react';
import { messageOf } from '../../core/errors.ts';
import { loadPart } from './loadPart.ts';

/**
 * A part of the page that is loaded when it is first wanted; undefined until it is there. `load` must be the same each time.
 * Of a part that does not come `onMissing` is told why, and it is asked for again the next time.
 */
export function usePart<Part extends object>(
  load: () => Promise<Part>,
  isWanted: boolean,
  onMissing: (why: string) => void,
): Part | undefined {
  const [part, setPart] = useState<Part>();
  const fail = useEffectEvent((error: unknown) => onMissing(messageOf(error)));
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
