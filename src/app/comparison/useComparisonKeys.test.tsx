// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLinkedView } from './linkedView.ts';
import { useComparisonKeys } from './useComparisonKeys.ts';

let root: Root;
const view = createLinkedView();

function Dialog() {
  const { isHeld, onKeyDown, onKeyUp } = useComparisonKeys({ view, onArrow() {}, onMode() {}, onHelp() {} });
  return (
    <div data-held={isHeld} onKeyDown={onKeyDown} onKeyUp={onKeyUp}>
      <button type="button">Close</button>
    </div>
  );
}

const dialog = () => document.querySelector<HTMLElement>('[data-held]') ?? expect.fail();
const press = (type: 'keydown' | 'keyup', target: Element = dialog()) =>
  act(() => void target.dispatchEvent(new KeyboardEvent(type, { key: ' ', bubbles: true })));

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  act(() => root.render(<Dialog />));
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

it('holds while Space is down, but not for the press of a button', () => {
  press('keydown');
  expect(dialog().dataset['held']).toBe('true');
  press('keyup');
  expect(dialog().dataset['held']).toBe('false');
  press('keydown', dialog().firstElementChild ?? expect.fail());
  expect(dialog().dataset['held']).toBe('false');
});

it('lets go when the window is left, where the key may be let go unheard', () => {
  press('keydown');
  act(() => void window.dispatchEvent(new Event('blur')));
  expect(dialog().dataset['held']).toBe('false');
});
