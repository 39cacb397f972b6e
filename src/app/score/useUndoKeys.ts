import { useEffect, useRef } from 'react';

/** A slider, a radio button and a choice of files have nothing of their own to take back. */
const TEXT_OR_DIALOG =
  'textarea, input:not([type=range], [type=radio], [type=checkbox], [type=file]), [contenteditable], dialog';

/** Ctrl+Z, or Cmd+Z, anywhere but in a field of text, which takes back its own changes, and in a dialog. */
export function useUndoKeys(onUndo: () => void): void {
  const latest = useRef(onUndo);
  useEffect(() => {
    latest.current = onUndo;
  });

  useEffect(() => {
    const stop = new AbortController();
    window.addEventListener(
      'keydown',
      (event) => {
        if (!isUndo(event) || isTakenElsewhere(event.target)) return;
        event.preventDefault();
        latest.current();
      },
      { signal: stop.signal },
    );
    return () => stop.abort();
  }, []);
}

function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'z';
}

function isTakenElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TEXT_OR_DIALOG) !== null;
}
