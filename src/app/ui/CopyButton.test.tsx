// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CopyButton } from './CopyButton.tsx';

let root: Root;
let shown: HTMLElement;

beforeEach(async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  vi.useFakeTimers();
  shown = document.body.appendChild(document.createElement('div'));
  root = createRoot(shown);
  await act(async () => root.render(<CopyButton label="Copy the report" textOf={() => 'text'} />));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const press = () => act(async () => shown.querySelector('button')?.click());

it('copies, and says so for a moment', async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  await press();
  expect(writeText).toHaveBeenCalledExactlyOnceWith('text');
  expect(shown.textContent).toBe('Copied');
  await act(async () => vi.advanceTimersByTime(2000));
  expect(shown.textContent).toBe('Copy the report');
});

it('says so for as long again after another press', async () => {
  vi.stubGlobal('navigator', { clipboard: { writeText: async () => undefined } });
  await press();
  await act(async () => vi.advanceTimersByTime(1500));
  await press();
  await act(async () => vi.advanceTimersByTime(1500));
  expect(shown.textContent).toBe('Copied');
  await act(async () => vi.advanceTimersByTime(500));
  expect(shown.textContent).toBe('Copy the report');
});

it.each([
  ['there is no clipboard', {}],
  ['the browser refuses it', { clipboard: { writeText: () => Promise.reject(new Error('denied')) } }],
])('says where %s', async (_, navigator) => {
  vi.stubGlobal('navigator', navigator);
  await press();
  expect(shown.textContent).toBe('The browser forbids copying');
});
