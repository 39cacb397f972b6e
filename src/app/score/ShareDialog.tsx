import { type ReactNode, useEffect, useRef, useState } from 'react';
import { NANO_URL, SITE_URL } from '../ui/siteUrl.ts';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { ProgressRow } from '../ui/ProgressRow.tsx';
import { useRoom } from '../ui/useRoom.ts';
import { linkOf } from './pageLink.ts';
import { sessionOfStage } from './sessionOfStage.ts';
import { sharedModel } from './sharedModel.ts';
import type { SharedSession } from '../share/sharedSession.ts';
import { type Sharing, useSharing } from './useSharing.ts';
import { StageContext, useStage } from './useStage.ts';
import '../ui/dialog.css';
import './share.css';

/** The comparison as it stands when this opens, in several forms. Open while it is mounted. */
export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { view } = useRoom(StageContext);
  const [session] = useState(() => sessionOfStage(view.getState()));
  const dialog = useRef<HTMLDialogElement>(null);
  const sharing = useSharing();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby="share-title" onClose={onClose}>
      <div className="dialog-head">
        <h2 id="share-title">Share this comparison</h2>
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
      {session && <Ways session={session} sharing={sharing} />}
      <Feedback sharing={sharing} />
    </dialog>
  );
}

interface WaysProps {
  readonly session: SharedSession;
  readonly sharing: Sharing;
}

function Ways({ session, sharing }: WaysProps) {
  const { isBusy, savePage, savePicture, saveTable, copyText } = sharing;
  return (
    <ul className="share-ways">
      <Way name="Web page" does="Save web page" disabled={isBusy} onDo={() => void savePage(session)}>
        One file with small copies of the pictures, the scores and the chances. It opens in any browser, without a
        network.
      </Way>
      <Way name="Picture" does="Save picture" disabled={isBusy} onDo={() => void savePicture(session)}>
        A PNG with the pictures, their ranks and rewards.
      </Way>
      <Way name="Table" does="Save CSV" disabled={isBusy} onDo={() => saveTable(session)}>
        Ranks, rewards, uncertainties and chances, for a spreadsheet.
      </Way>
      <Way name="Text" does="Copy as text" disabled={isBusy} onDo={() => void copyText(session)}>
        For a message: the verdict, the rewards, the model and what to beware of.
      </Way>
      <LinkWay session={session} sharing={sharing} />
    </ul>
  );
}

function LinkWay({ session, sharing }: WaysProps) {
  const { url, isElsewhere, isAwaited } = useStage((view) => sharedModel(view, NANO_URL));
  const link = linkOf({ ...session, model: url }, SITE_URL);
  return (
    <Way name="Link" does="Copy link" disabled={sharing.isBusy} onDo={() => void sharing.copyLink(link)}>
      Opens this page with the {session.textName} and the settings. Pictures are not in it: they stay on this device.
      {isElsewhere && ` Nor is the ${session.model.taste ? 'taste' : 'model'}, which has no address.`}
      {isAwaited && ' The model is still loading: a link copied now does not name it.'}
    </Way>
  );
}

interface WayProps {
  readonly name: string;
  /** What the button says. */
  readonly does: string;
  readonly disabled: boolean;
  readonly onDo: () => void;
  readonly children: ReactNode;
}

function Way({ name, does, disabled, onDo, children }: WayProps) {
  return (
    <li>
      <p>
        <strong>{name}</strong> <span className="muted">{children}</span>
      </p>
      <button type="button" disabled={disabled} onClick={onDo}>
        {does}
      </button>
    </li>
  );
}

function Feedback({ sharing: { progress, done, error, cancel } }: { readonly sharing: Sharing }) {
  return (
    <div className="feedback">
      {progress && (
        <ProgressRow
          text="making small copies of the pictures"
          label="Making the page"
          done={progress.done}
          total={progress.total}
          stop={{ label: 'Cancel', onStop: cancel }}
        />
      )}
      {done !== undefined && <p role="status">{done}</p>}
      <ErrorLine text={error} />
    </div>
  );
}
