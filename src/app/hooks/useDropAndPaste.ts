import { useEffect, useRef, useState } from 'react';
import { type Dropped, readDropped } from '../files/dropped.ts';

/** Where on the page something was dropped: on the source, or anywhere else. */
export type DropPlace = 'source' | 'auto';

/**
 * Takes files dropped anywhere or pasted. Returns whether files are being dragged over the page. An element with
 * `data-drop="source"` receives drops for the source.
 */
export function useDropAndPaste(onDropped: (dropped: Dropped, place: DropPlace) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const receive = useRef(onDropped);
  useEffect(() => {
    receive.current = onDropped;
  });

  useEffect(() => {
    const stop = new AbortController();
    const on = <Type extends keyof WindowEventMap>(type: Type, listener: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, listener, { signal: stop.signal });

    on('dragover', (event) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      setDragging(true);
    });
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setDragging(false); // left the window, not merely an element
    });
    on('drop', (event) => {
      setDragging(false);
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      const place = placeOfDrop(event.target);
      void readDropped(event.dataTransfer).then((dropped) => receive.current(dropped, place));
    });
    on('paste', (event) => {
      const files = Array.from(event.clipboardData?.files ?? []);
      if (files.length === 0) return; // text goes into the field as ever
      event.preventDefault();
      receive.current({ kind: 'files', files, handles: [] }, 'auto');
    });
    return () => stop.abort();
  }, []);
  return dragging;
}

function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

function placeOfDrop(target: EventTarget | null): DropPlace {
  return target instanceof Element && target.closest('[data-drop="source"]') ? 'source' : 'auto';
}
