import type { Readable } from '../ui/store.ts';

/**
 * Has the browser ask before the page is closed or loaded anew, while something would be lost by it. What is scored is kept as it comes
 * and needs no such question. Nobody listens otherwise: a listener may keep a page from being shown again at once after "back".
 */
export function warnBeforeLeaving(wouldLose: Readable<boolean>): void {
  wouldLose.subscribe(() => {
    if (wouldLose.getState()) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  });
}

function ask(event: Event): void {
  event.preventDefault();
}
