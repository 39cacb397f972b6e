import { useState, useSyncExternalStore } from 'react';
import { usePage } from './page.ts';
import { isBusy } from './busy.ts';
import { allPictures } from '../score/pictures.ts';
import './update.css';

const never = () => () => undefined;

/** Offers a newer version of the site, once nothing is under way. It is never taken without being asked for. */
export function UpdateNote() {
  const { state, site } = usePage();
  const [dismissed, setDismissed] = useState(false);
  const hasUpdate = useSyncExternalStore(site?.subscribe ?? never, () => site?.hasUpdate() ?? false);
  if (!site || !hasUpdate || dismissed || isBusy(state)) return null;
  return (
    <div className="update-note" role="status">
      <p>
        A new version of this page is ready.
        {allPictures(state).length > 0 && ' Changing to it reloads the page: its pictures are let go.'}
      </p>
      <button type="button" onClick={() => void site.update()}>
        Update
      </button>
      <button type="button" className="quiet" onClick={() => setDismissed(true)}>
        Later
      </button>
    </div>
  );
}
