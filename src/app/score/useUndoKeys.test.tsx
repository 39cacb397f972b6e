// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useUndoKeys } from './useUndoKeys.ts';

const onUndo = vi.fn<() => void>();
let root: Root;

function Page() {
  useUndoKeys(onUndo);
  return (
    <main>
      <button type="button" />
      <textarea />
      <input type="text" />
      <input type="search" />
      <input type="range" />
      <input type="radio" />
      <input type="checkbox" />
      <dialog>
        <input type="range" />
      </dialog>
    </main>
  );
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  act(() => root.render(<Page />));
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
  onUndo.mockClear();
});

it.each([
  ['button', 1],
  ['main > [type=range]', 1],
  ['main > [type=radio]', 1],
  ['main > [type=checkbox]', 1],
  ['textarea', 0],
  ['[type=text]', 0],
  ['[type=search]', 0],
  ['dialog [type=range]', 0],
])('Ctrl+Z in %s takes back %d changes', (selector, times) => {
  const event = new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true });
  document.querySelector(selector)?.dispatchEvent(event);
  expect(onUndo).toHaveBeenCalledTimes(times);
  expect(event.defaultPrevented).toBe(times > 0);
});
