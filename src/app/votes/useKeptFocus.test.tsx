// @vitest-environment happy-dom
import { act, useRef } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useKeptFocus } from './useKeptFocus.ts';

let root: Root;

function Page({ isOver }: { readonly isOver: boolean }) {
  const dialog = useRef<HTMLDivElement>(null);
  useKeptFocus(dialog);
  return (
    <div ref={dialog} tabIndex={-1} id="dialog">
      <button type="button" id="once" disabled={isOver} />
      <button type="button" id="ever" />
    </div>
  );
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  root = createRoot(document.body.appendChild(document.createElement('div')));
  act(() => root.render(<Page isOver={false} />));
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

it.each([
  ['once', 'dialog'],
  ['ever', 'ever'],
])('with the focus on #%s, the keys go to #%s', (focused, expected) => {
  document.getElementById(focused)?.focus();
  act(() => root.render(<Page isOver />));
  expect(document.activeElement?.id).toBe(expected);
});
