import { useRef, useState } from 'react';

/** What a button starts. */
export interface OneAtATime {
  readonly isBusy: boolean;
  /** Does `work`, or nothing where the work of a click before still goes on. */
  readonly start: (work: () => Promise<unknown>) => Promise<void>;
}

/** Of a button whose work takes time: a second click, even one before the page is drawn anew, starts nothing a second time. */
export function useOneAtATime(): OneAtATime {
  const [isBusy, setIsBusy] = useState(false);
  const isUnderWay = useRef(false);

  async function start(work: () => Promise<unknown>): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setIsBusy(true);
    try {
      await work();
    } finally {
      isUnderWay.current = false;
      setIsBusy(false);
    }
  }

  return { isBusy, start };
}
