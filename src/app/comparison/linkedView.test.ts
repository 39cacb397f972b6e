import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLinkedView } from './linkedView.ts';
import type { Framed } from './viewport.ts';

beforeEach(() => vi.stubGlobal('devicePixelRatio', 1));
afterEach(() => vi.unstubAllGlobals());

/** Fitted, a pixel of it takes half a pixel of the screen. */
const FRAMED: Framed = { frame: { width: 200, height: 100 }, picture: { width: 400, height: 200 } };

it('does what was asked before there was a picture once there is one, in its order', () => {
  const view = createLinkedView();
  view.show('pixels');
  view.zoomBy(1.5);
  expect(view.getState().zoom).toBe(1);
  const takeBack = view.offer(() => FRAMED);
  expect(view.pixelSize()).toBe(1.5);
  takeBack();
  view.offer(() => FRAMED);
  expect(view.pixelSize()).toBe(1.5);
});

it('waits for a frame that has its picture', () => {
  const view = createLinkedView();
  view.offer(() => undefined);
  view.show('pixels');
  view.offer(() => FRAMED);
  expect(view.pixelSize()).toBe(1);
});

it('forgets what was asked before all was to be seen', () => {
  const view = createLinkedView();
  view.show('pixels');
  view.show('all');
  view.offer(() => FRAMED);
  expect(view.pixelSize()).toBe(0.5);
});
