import { useEffect, useRef } from 'react';

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
  return target instanceof Element && target.closest('textarea, input, [contenteditable], dialog') !== null;
}
