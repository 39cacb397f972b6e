// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLinkedView } from './linkedView.ts';
import { useComparisonKeys } from './useComparisonKeys.ts';

let root: Root;
const view = createLinkedView();

function Dialog() {
  const { isHeld, handlers } = useComparisonKeys({ view, onArrow() {}, onMode() {}, onHelp() {} });
  return (
    <div data-held={isHeld} tabIndex={-1} {...handlers}>
      <button type="button">Close</button>
      <input type="radio" />
      <input type="range" />
    </div>
  );
}

const control = (selector: string) => document.querySelector<HTMLElement>(selector) ?? expect.fail();
const dialog = () => control('[data-held]');
const press = (type: 'keydown' | 'keyup', target: Element = dialog()) =>
  act(() => void target.dispatchEvent(new KeyboardEvent(type, { key: ' ', bubbles: true })));

/** What has the focus after a control that had it was pressed. */
const pressed = (selector: string, by: 'pointerdown' | 'keydown') => {
  const target = control(selector);
  target.focus();
  act(() => void target.dispatchEvent(new Event(by, { bubbles: true })));
  act(() => target.click());
  return document.activeElement;
};

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

describe('after a press', () => {
  it.each(['button', 'input[type=radio]'])('by mouse or finger, the keys mean the dialog, not the %s', (selector) => {
    expect(pressed(selector, 'pointerdown')).toBe(dialog());
  });

  it('by a key, or of the slider, the focus stays', () => {
    expect(pressed('button', 'keydown')).toBe(control('button'));
    expect(pressed('input[type=range]', 'pointerdown')).toBe(control('input[type=range]'));
  });
});
