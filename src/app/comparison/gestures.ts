import type { LinkedView } from './linkedView.ts';
import type { Framed, Point } from './viewport.ts';

/** A notch of a wheel is some 100 units: a fifth larger. */
const WHEEL_RATE = 0.002;
/** A pinch on a touchpad comes as a wheel with the control key, in small steps. */
const PINCH_RATE = 0.01;

/** Zooming by wheel, pinch and double click, moving by dragging. Returns the way to stop. */
export function listenToGestures(frame: HTMLElement, view: LinkedView, framed: () => Framed | undefined): () => void {
  const stop = new AbortController();
  const pointers = new Map<number, Point>();
  const pointOf = (event: MouseEvent): Point => {
    const { left, top } = frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const on = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ) => frame.addEventListener(type, listener, { signal: stop.signal, passive: false });

  on('wheel', (event) => {
    event.preventDefault();
    const rate = event.ctrlKey ? PINCH_RATE : WHEEL_RATE;
    view.zoomBy(Math.exp(-event.deltaY * rate), framed(), pointOf(event));
  });
  on('dblclick', (event) => {
    const isWhole = view.getState().zoom === 1;
    view.show(isWhole ? 'pixels' : 'all', framed(), pointOf(event));
  });
  on('pointerdown', (event) => {
    if (event.button !== 0 || event.target instanceof HTMLInputElement) return;
    frame.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, pointOf(event));
  });
  on('pointermove', (event) => {
    const before = [...pointers.values()];
    if (!pointers.has(event.pointerId)) return;
    pointers.set(event.pointerId, pointOf(event));
    follow(view, framed(), before, [...pointers.values()]);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) {
    on(type, ({ pointerId }) => pointers.delete(pointerId));
  }
  return () => stop.abort();
}

/** What is under the fingers stays under them. */
function follow(view: LinkedView, framed: Framed | undefined, before: readonly Point[], now: readonly Point[]): void {
  const [from, to] = [middleOf(before), middleOf(now)];
  view.panBy({ x: to.x - from.x, y: to.y - from.y }, framed);
  const [apartBefore, apartNow] = [distanceOf(before), distanceOf(now)];
  if (apartBefore > 0 && apartNow > 0) view.zoomBy(apartNow / apartBefore, framed, to);
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((total, { x, y }) => ({ x: total.x + x, y: total.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function distanceOf([a, b]: readonly Point[]): number {
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}
