import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from '../ui/store.ts';
import { warnBeforeLeaving } from './warnBeforeLeaving.ts';

const page = new EventTarget();
beforeEach(() => {
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => vi.unstubAllGlobals());

/** Whether the browser would ask. */
function isAsked(): boolean {
  return !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

it('has the browser ask as long as something would be lost', () => {
  const work = createStore((_: boolean, isUnderWay: boolean) => isUnderWay, false);
  warnBeforeLeaving(work);
  expect(isAsked()).toBe(false);
  work.dispatch(true);
  work.dispatch(true);
  expect(isAsked()).toBe(true);
  work.dispatch(false);
  expect(isAsked()).toBe(false);
});
