import { type RefCallback, useCallback, useState } from 'react';

/** Loaded a little before it is scrolled to. */
const MARGIN = '200px';

/** Whether an element is in sight, or has been: what it shows is loaded no sooner. */
export function useInSight(): readonly [ref: RefCallback<Element>, isInSight: boolean] {
  const [isInSight, setInSight] = useState(false);
  const watch = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        setInSight(true);
      },
      { rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [watch, isInSight];
}
