import { useEffect, useRef, useState } from 'react';
import { type Dropped, readDropped } from '../ui/dropped.ts';
import type { Fileless } from './filelessDrop.ts';

/** Where on the page something was dropped: on the source, or anywhere else. */
export type DropPlace = 'source' | 'auto';

interface Receiver {
  readonly onDropped: (dropped: Dropped, place: DropPlace) => void;
  /** A link, text or the like was dropped or pasted outside a field. */
  readonly onFileless: (held: Fileless) => void;
  /** A folder or file is gone, or may not be read. */
  readonly onUnreadable: (error: unknown) => void;
}

/**
 * Takes files dropped anywhere or pasted. Returns whether files are being dragged over the page. An element with
 * `data-drop="source"` receives drops for the source. No drop is left to the browser, but text that is dropped into a field:
 * it would open the file or the link in place of the page, and what is on it would be lost.
 */
export function useDropAndPaste(receiver: Receiver): boolean {
  const [dragging, setDragging] = useState(false);
  const receive = useRef(receiver);
  useEffect(() => {
    receive.current = receiver;
  });

  useEffect(() => {
    const stop = new AbortController();
    const on = <Type extends keyof WindowEventMap>(type: Type, listener: (event: WindowEventMap[Type]) => void) =>
      window.addEventListener(type, listener, { signal: stop.signal });
    /** A link or text of this page is being dragged, which is not meant for it. */
    let isOwn = false;

    on('dragstart', () => (isOwn = true));
    on('dragend', () => (isOwn = false));
    on('dragover', (event) => {
      if (isTextForField(event.dataTransfer, event.target)) return;
      event.preventDefault();
      if (carriesFiles(event.dataTransfer)) setDragging(true);
      else if (isOwn && event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    });
    on('dragleave', (event) => {
      if (event.relatedTarget === null) setDragging(false); // left the window, not merely an element
    });
    on('drop', (event) => {
      setDragging(false);
      const { dataTransfer: transfer, target } = event;
      if (isTextForField(transfer, target)) return;
      event.preventDefault();
      if (!transfer || (isOwn && holdsNoFile(transfer))) return;
      if (holdsNoFile(transfer)) return receive.current.onFileless(filelessOf(transfer));
      readDropped(transfer).then(
        (dropped) => receive.current.onDropped(dropped, placeOfDrop(target)),
        (error: unknown) => receive.current.onUnreadable(error),
      );
    });
    on('paste', (event) => {
      const { clipboardData: clipboard, target } = event;
      const files = Array.from(clipboard?.files ?? []);
      if (files.length === 0) {
        // Text goes into the field as ever.
        if (clipboard && !isField(target)) receive.current.onFileless(filelessOf(clipboard));
        return;
      }
      event.preventDefault();
      receive.current.onDropped({ kind: 'files', files, handles: [] }, 'auto');
    });
    return () => stop.abort();
  }, []);
  return dragging;
}

function carriesFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** A picture of another page may promise a file and bring none. */
function holdsNoFile(transfer: DataTransfer): boolean {
  return transfer.files.length === 0 && !Array.from(transfer.items).some(({ kind }) => kind === 'file');
}

function filelessOf(transfer: DataTransfer): Fileless {
  return { types: Array.from(transfer.types), html: transfer.getData('text/html') };
}

function isTextForField(transfer: DataTransfer | null, target: EventTarget | null): boolean {
  return isField(target) && !carriesFiles(transfer);
}

/** What takes text by itself. */
function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable]') !== null;
}

function placeOfDrop(target: EventTarget | null): DropPlace {
  return target instanceof Element && target.closest('[data-drop="source"]') ? 'source' : 'auto';
}
