// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deferred, type Deferred } from '../../testing/deferred.ts';
import { useOneAtATime } from './useOneAtATime.ts';

let root: Root;
let works: Deferred<string | undefined>[];

function Button() {
  const { isBusy, start } = useOneAtATime();
  return (
    <button type="button" disabled={isBusy} onClick={() => void start(work).catch(() => undefined)}>
      Start
    </button>
  );
}

async function work(): Promise<void> {
  const one = deferred<string | undefined>();
  works.push(one);
  const problem = await one.promise;
  if (problem !== undefined) throw new Error(problem);
}

const button = () => document.querySelector('button');

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  works = [];
  root = createRoot(document.body.appendChild(document.createElement('div')));
  await act(async () => root.render(<Button />));
});
afterEach(async () => {
  await act(async () => root.unmount());
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

it('starts nothing a second time, also before the page is drawn anew', async () => {
  await act(async () => {
    button()?.click();
    button()?.click();
  });
  expect(works).toHaveLength(1);
  expect(button()?.disabled).toBe(true);
  await act(async () => works[0]?.resolve(undefined));
  expect(button()?.disabled).toBe(false);
});

it('may be started again once it has failed', async () => {
  await act(async () => button()?.click());
  await act(async () => works[0]?.resolve('It did not work.'));
  expect(button()?.disabled).toBe(false);
  await act(async () => button()?.click());
  expect(works).toHaveLength(2);
});
