import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { type CompareMode, MODES } from './compareMode.ts';
import type { LinkedView } from './linkedView.ts';
import { ZOOM_STEP } from './ZoomTools.tsx';

/** Shift and an arrow move the picture so far, in CSS pixels. */
const PAN_STEP = 80;

const ARROWS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

interface KeyTargets {
  readonly view: LinkedView;
  /** To a neighbour: one before or after, or a row of the survey above or below. */
  readonly onArrow: (by: { readonly x: number; readonly y: number }) => void;
  readonly onMode: (mode: CompareMode) => void;
  readonly onHelp: () => void;
}

/** What the keys do over the whole dialog, whose handlers these are, and whether Space is held. */
export function useComparisonKeys({ view, onArrow, onMode, onHelp }: KeyTargets) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    // The key may be let go in another window, of which this one never hears.
    const letGo = () => setIsHeld(false);
    window.addEventListener('blur', letGo);
    return () => window.removeEventListener('blur', letGo);
  }, []);

  const isPointing = useRef(false);

  function onPointerDown(): void {
    isPointing.current = true;
  }

  /**
   * What a mouse or finger pressed has not the keys: Space would press it once more in place of showing the left picture, and an arrow
   * would choose another mode in place of another edit.
   */
  function onClick({ target, currentTarget }: MouseEvent<HTMLElement>): void {
    if (isPointing.current && (target instanceof HTMLButtonElement || isRadio(target))) currentTarget.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { key, target } = event;
    isPointing.current = false;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[key];
    if (arrow) {
      // The slider, the mode and the choice of a picture have arrow keys of their own.
      if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return;
      event.preventDefault();
      if (event.shiftKey) view.panBy({ x: -arrow.x * PAN_STEP, y: -arrow.y * PAN_STEP });
      else onArrow(arrow);
      return;
    }
    if (target instanceof HTMLSelectElement) return;
    if (key === ' ' && !(target instanceof HTMLButtonElement)) {
      event.preventDefault();
      setIsHeld(true);
    }
    if (key === '+' || key === '=') view.zoomBy(ZOOM_STEP);
    if (key === '-') view.zoomBy(1 / ZOOM_STEP);
    if (key === '0') view.show('all');
    if (key === '1') view.show('pixels');
    if (key === '?') onHelp();
    const mode = MODES.find((one) => one.key === key.toLowerCase());
    if (mode) onMode(mode.value);
  }

  function onKeyUp({ key }: KeyboardEvent): void {
    if (key === ' ') setIsHeld(false);
  }

  return { isHeld, setIsHeld, handlers: { onPointerDown, onClick, onKeyDown, onKeyUp } };
}

function isRadio(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === 'radio';
}
