import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLinkedView, type LinkedView, type Offered } from './linkedView.ts';
import type { Framed } from './viewport.ts';

beforeEach(() => vi.stubGlobal('devicePixelRatio', 1));
afterEach(() => vi.unstubAllGlobals());

/** Fitted, a pixel of it takes half a pixel of the screen. */
const FRAMED: Framed = { frame: { width: 200, height: 100 }, picture: { width: 400, height: 200 } };

function offered(framed: () => Offered = () => FRAMED) {
  const view = createLinkedView();
  const takeBack = view.offer(framed);
  return { view, takeBack };
}

it('does what was asked before there was a picture once there is one, in its order', () => {
  let framed: Offered = 'awaited';
  const { view } = offered(() => framed);
  view.show('pixels');
  view.zoomBy(1.5);
  view.settle();
  expect(view.getState().zoom).toBe(1);
  framed = FRAMED;
  view.settle();
  expect(view.pixelSize()).toBe(1.5);
  view.settle();
  expect(view.pixelSize()).toBe(1.5);
});

it('waits for a frame that has a size', () => {
  let frame = { width: 0, height: 0 };
  const { view } = offered(() => ({ ...FRAMED, frame }));
  view.show('pixels');
  expect(view.pixelSize()).toBeUndefined();
  ({ frame } = FRAMED);
  view.settle();
  expect(view.pixelSize()).toBe(1);
});

it('forgets what was asked before all was to be seen', () => {
  let framed: Offered = 'awaited';
  const { view } = offered(() => framed);
  view.show('pixels');
  view.show('all');
  framed = FRAMED;
  view.settle();
  expect(view.pixelSize()).toBe(0.5);
});

describe('once its frame has another size', () => {
  it.each([
    ['a pixel on a pixel', (view: LinkedView) => view.show('pixels'), 1],
    ['a larger pixel', (view: LinkedView) => view.zoomBy(6), 3],
    ['the whole picture', () => {}, 0.25],
  ])('shows %s as before', (_, ask, expected) => {
    let { frame } = FRAMED;
    const { view } = offered(() => ({ ...FRAMED, frame }));
    view.settle();
    ask(view);
    frame = { width: 100, height: 100 };
    view.settle();
    expect(view.pixelSize()).toBe(expected);
  });

  it('shows a pixel as large in another mode', () => {
    const { view, takeBack } = offered();
    view.settle();
    view.show('pixels');
    takeBack();
    view.offer(() => ({ ...FRAMED, frame: { width: 300, height: 300 } }));
    view.settle();
    expect(view.pixelSize()).toBe(1);
  });

  it('shows the same part in a tile, and the view of before when it is left', () => {
    const { view, takeBack } = offered();
    view.settle();
    view.zoomBy(6);
    view.panBy({ x: 50, y: 0 });
    const before = view.getState();
    takeBack();
    const leave = view.offer(() => ({ ...FRAMED, frame: { width: 50, height: 50 }, isTile: true }));
    view.settle();
    expect(view.getState()).toEqual(before);
    leave();
    view.offer(() => FRAMED);
    view.settle();
    expect(view.getState()).toEqual(before);
  });

  it('counts a key that comes before it is told', () => {
    let { frame } = FRAMED;
    const { view } = offered(() => ({ ...FRAMED, frame }));
    view.show('pixels');
    frame = { width: 100, height: 100 };
    view.zoomBy(2);
    expect(view.pixelSize()).toBe(2);
  });

  it('shows what it showed before once it has its former size, whatever it had between', () => {
    let { frame } = FRAMED;
    const { view } = offered(() => ({ ...FRAMED, frame }));
    view.settle();
    view.zoomBy(3);
    view.panBy({ x: 100, y: 20 });
    const before = view.getState();
    frame = { width: 1000, height: 900 }; // larger than the picture was
    view.settle();
    expect(view.getState()).not.toEqual(before);
    ({ frame } = FRAMED);
    view.settle();
    expect(view.getState()).toEqual(before);
  });

  it('shows a pixel on a pixel of a screen that has more of them to one of CSS', () => {
    let { frame } = FRAMED;
    const { view } = offered(() => ({ ...FRAMED, frame }));
    view.show('pixels');
    vi.stubGlobal('devicePixelRatio', 2);
    frame = { width: 100, height: 50 };
    view.settle();
    expect(view.pixelSize()).toBe(1);
  });

  it('shows the same part of a picture of another size', () => {
    let framed = FRAMED;
    const { view } = offered(() => framed);
    view.zoomBy(2);
    framed = { ...FRAMED, picture: { width: 800, height: 400 } };
    view.settle();
    expect(view.getState().zoom).toBe(2);
  });

  it('shows a pixel of that picture as large in another mode', () => {
    let framed = { ...FRAMED };
    const { view } = offered(() => framed);
    view.zoomBy(2);
    framed = { ...framed, picture: { width: 800, height: 400 } };
    view.settle();
    expect(view.pixelSize()).toBe(0.5);
    framed = { ...framed, frame: { width: 300, height: 150 } };
    view.settle();
    expect(view.pixelSize()).toBe(0.5);
    framed = { ...framed, frame: FRAMED.frame };
    view.settle();
    expect(view.getState().zoom).toBe(2);
  });
});

describe('of several frames', () => {
  const SMALL: Framed = { ...FRAMED, picture: { width: 200, height: 100 } };

  it('means the first, whichever has its picture first', () => {
    let left: Offered = 'awaited';
    const { view } = offered(() => left);
    view.offer(() => SMALL);
    view.settle();
    view.show('pixels');
    expect(view.pixelSize()).toBeUndefined();
    left = FRAMED;
    view.settle();
    expect([view.pixelSize(), view.getState().zoom]).toEqual([1, 2]);
  });

  it('means the next where the first cannot be shown', () => {
    const { view } = offered(() => undefined);
    view.offer(() => SMALL);
    view.zoomBy(2);
    expect(view.pixelSize()).toBe(2);
  });
});
