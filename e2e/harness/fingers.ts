import type { CDPSession, Locator, Page } from 'playwright-core';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a finger goes, from one point to another. */
export type Stroke = readonly [from: Point, to: Point];

/** So many steps, as a finger sends them. */
const STEPS = 8;
/** A finger that rests before it is lifted flings nothing: Chromium takes a tap during a fling for its end, not for a click. */
const REST_MS = 100;

/** Fingers on the page's screen, as the browser gets them from a touch screen. */
export interface Fingers {
  tap(target: Locator): Promise<void>;
  doubleTap(target: Locator): Promise<void>;
  /** All strokes at the same time, one finger each. */
  move(...strokes: readonly Stroke[]): Promise<void>;
  /** Keeps a finger there until `meanwhile` is over. */
  hold(target: Locator, meanwhile: () => Promise<void>): Promise<void>;
}

export async function fingersOn(page: Page): Promise<Fingers> {
  const debug = await page.context().newCDPSession(page);
  // Without waiting in between: on a busy machine a tap would become a long press, and two of them no double tap.
  const tapAt = (point: Point) => Promise.all([touch(debug, 'touchStart', [point]), touch(debug, 'touchEnd', [])]);
  return {
    // Playwright's own waits until the target rests, and misses nothing that moves beneath the finger.
    tap: (target) => target.tap(),
    async doubleTap(target) {
      const point = await middleOf(target);
      await Promise.all([tapAt(point), tapAt(point)]);
    },
    async move(...strokes) {
      for (let step = 0; step <= STEPS; step++) {
        const points = strokes.map(([from, to]) => between(from, to, step / STEPS));
        await touch(debug, step === 0 ? 'touchStart' : 'touchMove', points);
      }
      await page.waitForTimeout(REST_MS);
      await touch(debug, 'touchEnd', []);
    },
    async hold(target, meanwhile) {
      await touch(debug, 'touchStart', [await middleOf(target)]);
      await meanwhile();
      await touch(debug, 'touchEnd', []);
    },
  };
}

async function touch(debug: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) {
  const touchPoints = points.map(({ x, y }, id) => ({ x, y, id }));
  await debug.send('Input.dispatchTouchEvent', { type, touchPoints });
}

/** In the window, once it is scrolled there. */
export async function middleOf(target: Locator): Promise<Point> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (!box) throw new Error(`Nothing is to be touched: ${target}.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
