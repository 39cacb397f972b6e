import { createStore, type Readable } from '../ui/store.ts';
import { FITTED, fittedScale, type Framed, pan, type Point, refit, type View, zoomTo } from './viewport.ts';

/** One view for all frames of a comparison: what is done in one of them is seen in all. */
export interface LinkedView extends Readable<View> {
  /** The frame that the buttons and keys mean: the first that has a picture, or awaits it. Returns the way to take it back. */
  offer(framed: () => Offered): () => void;
  /** A frame has its picture now, or another size: a pixel stays as large as it was, and what was asked before is done. */
  settle(): void;
  zoomBy(factor: number, framed?: Framed, at?: Point): void;
  panBy(by: Point, framed?: Framed): void;
  /** The whole picture, or a pixel of it on a pixel of the screen. */
  show(what: 'all' | 'pixels', framed?: Framed, at?: Point): void;
  /** How large a pixel of the picture is on the screen, in its pixels: 1 is 100%. Undefined while there is no picture. */
  pixelSize(): number | undefined;
}

/** Undefined: its picture cannot be shown. */
export type Offered = Framed | 'awaited' | undefined;

type Change = (view: View, framed: Framed) => View;

/** A key that is held down while pictures are read repeats itself; more than these would be felt as a jump. */
const MAX_WAITING = 16;

export function createLinkedView(): LinkedView {
  const store = createStore((_: View, next: View) => next, FITTED);
  const offered = new Set<() => Offered>();
  const first = () => {
    const found = [...offered].map((framed) => framed()).find((framed) => framed !== undefined);
    return found === 'awaited' || !found || !hasArea(found) ? undefined : found;
  };
  /** What was done last, and in which frame. Each other frame is fitted by it anew, so that none on the way has a part in it. */
  let done: { readonly view: View; readonly framed: Framed; readonly pixelRatio: number } | undefined;
  /** What was asked while no picture was there yet, as after a change of the mode. */
  let waiting: readonly Change[] = [];
  const refitted = () => {
    const now = first();
    if (!done || !now) return store.getState();
    return refit(done.view, done, { framed: now, pixelRatio: devicePixelRatio });
  };
  const change = (framed: Framed | undefined, next: Change) => {
    const now = first();
    const meant = framed ?? now;
    if (!meant) {
      waiting = [...waiting, next].slice(-MAX_WAITING);
      return;
    }
    const view = next(refitted(), meant);
    done = { view, framed: now ?? meant, pixelRatio: devicePixelRatio };
    store.dispatch(view);
  };
  return {
    getState: store.getState,
    subscribe: store.subscribe,
    offer(framed) {
      offered.add(framed);
      return () => offered.delete(framed);
    },
    settle() {
      store.dispatch(refitted()); // those who show the size of a pixel know it now
      const asked = waiting;
      waiting = [];
      for (const next of asked) change(undefined, next);
    },
    zoomBy: (factor, framed, at) =>
      change(framed, (view, meant) => zoomTo(view, view.zoom * factor, meant, 1 / devicePixelRatio, at)),
    panBy: (by, framed) => change(framed, (view, meant) => pan(view, by, meant)),
    show(what, framed, at) {
      if (what === 'all') {
        waiting = [];
        done = undefined;
        return store.dispatch(FITTED);
      }
      change(framed, (view, meant) => {
        const actual = 1 / devicePixelRatio;
        return zoomTo(view, actual / fittedScale(meant.frame, meant.picture), meant, actual, at);
      });
    },
    pixelSize() {
      const meant = first();
      return meant && store.getState().zoom * fittedScale(meant.frame, meant.picture) * devicePixelRatio;
    },
  };
}

/** Before its dialog is open, a frame has no size. */
function hasArea({ frame }: Framed): boolean {
  return frame.width > 0 && frame.height > 0;
}
