import { useState, useSyncExternalStore } from 'react';
import { allPictures } from '../score/pictures.ts';
import { useStage } from '../score/useStage.ts';
import { useRoom } from '../ui/useRoom.ts';
import { ShellContext } from './rooms.ts';
import { useBusy } from './useBusy.ts';
import './update.css';

const never = () => () => undefined;

/** Offers a newer version of the site, once nothing is under way. It is never taken without being asked for. */
export function UpdateNote() {
  const { site } = useRoom(ShellContext);
  const holdsPictures = useStage((stage) => allPictures(stage).length > 0);
  const isBusy = useBusy();
  const [dismissed, setDismissed] = useState(false);
  const hasUpdate = useSyncExternalStore(site?.subscribe ?? never, () => site?.hasUpdate() ?? false);
  if (!site || !hasUpdate || dismissed || isBusy) return null;
  return (
    <div className="update-note" role="status">
      <p>
        A new version of this page is ready.
        {holdsPictures && ' Updating reloads the page. Your pictures come back, where the browser keeps them.'}
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
