import { useEffect, useEffectEvent, useState } from 'react';
import { loadPart } from '../loadPart.ts';

/**
 * A part of the page that is loaded when it is first wanted; undefined until it is there. `load` must be the same each time.
 * When the part does not come, `onMissing` is told why, and it is asked for again the next time it is wanted.
 */
export function usePart<Part extends object>(
  load: () => Promise<Part>,
  isWanted: boolean,
  onMissing: (error: unknown) => void,
): Part | undefined {
  const [part, setPart] = useState<Part>();
  const tell = useEffectEvent(onMissing);
  const isNeeded = isWanted && !part;
  useEffect(() => {
    if (!isNeeded) return undefined;
    let isOver = false;
    loadPart(load).then(
      (loaded) => isOver || setPart(loaded),
      (error: unknown) => isOver || tell(error),
    );
    return () => void (isOver = true);
  }, [isNeeded, load]);
  return part;
}
