import { useEffect, useRef, useState } from 'react';
import { messageOf, throwIfAborted } from '../../core/errors.ts';
import { drawSheet } from '../share/drawSheet.ts';
import { embedPictures } from '../share/embedPictures.ts';
import { fileStem } from '../share/fileStem.ts';
import { sessionCsv } from '../share/sessionCsv.ts';
import { sessionHtml } from '../share/sessionHtml.ts';
import { sessionText } from '../share/sessionText.ts';
import type { SharedSession } from '../share/sharedSession.ts';
import { wasCopied } from '../ui/copyText.ts';
import { saveBlob } from '../ui/saveBlob.ts';

/** A spreadsheet takes a file without it for one in an old code page. */
const BYTE_ORDER_MARK = '\u{feff}';
const FORBIDDEN = 'This browser forbids copying here. Save the comparison as a file instead.';

interface SharingState {
  readonly isBusy: boolean;
  readonly progress?: { readonly done: number; readonly total: number } | undefined;
  /** What was done last, as a sentence. */
  readonly done?: string | undefined;
  readonly error?: string | undefined;
}

export interface Sharing extends SharingState {
  readonly savePage: (session: SharedSession) => Promise<void>;
  readonly savePicture: (session: SharedSession) => Promise<void>;
  readonly saveTable: (session: SharedSession) => void;
  readonly copyText: (session: SharedSession) => Promise<void>;
  readonly copyLink: (link: string) => Promise<void>;
  readonly cancel: () => void;
}

/** The ways out of the page, and how far one of them is. What goes on ends with the component. */
export function useSharing(): Sharing {
  const [state, setState] = useState<SharingState>({ isBusy: false });
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  /** Tells what `work` came to. */
  async function tell(work: () => Promise<string>): Promise<void> {
    stop.current = new AbortController();
    const { signal } = stop.current;
    setState({ isBusy: true });
    try {
      const done = await work();
      setState({ isBusy: false, done });
    } catch (error) {
      setState({ isBusy: false, error: signal.aborted ? undefined : messageOf(error) });
    }
  }

  const onDone = (done: number, total: number) => setState({ isBusy: true, progress: { done, total } });

  async function makePage(session: SharedSession): Promise<string> {
    const { signal } = stop.current;
    const embedded = await embedPictures(session, { signal, onDone });
    const pictureOf = ({ blob }: { readonly blob: Blob }) => embedded.get(blob) ?? { dataUrl: undefined, sha256: '' };
    return sessionHtml({ session, pictureOf, madeAt: new Date() });
  }

  async function makePicture(session: SharedSession): Promise<Blob> {
    const { signal } = stop.current;
    const sheet = await drawSheet(session);
    throwIfAborted(signal);
    return sheet;
  }

  return {
    ...state,
    savePage: (session) => tell(async () => save(session, '.html', 'text/html', await makePage(session))),
    savePicture: (session) => tell(async () => save(session, '.png', 'image/png', await makePicture(session))),
    saveTable: (session) =>
      void tell(async () => save(session, '.csv', 'text/csv', BYTE_ORDER_MARK + sessionCsv(session))),
    copyText: (session) => tell(() => copy('The text', sessionText(session))),
    copyLink: (link) => tell(() => copy('The link', link)),
    cancel: () => stop.current.abort(),
  };
}

function save({ instruction }: SharedSession, ending: string, type: string, content: BlobPart): string {
  const name = `${fileStem(instruction)}${ending}`;
  saveBlob(name, new Blob([content], { type: `${type};charset=utf-8` }));
  return `Saved as ${name}.`;
}

async function copy(what: string, text: string): Promise<string> {
  return (await wasCopied(text)) ? `${what} is copied.` : FORBIDDEN;
}
