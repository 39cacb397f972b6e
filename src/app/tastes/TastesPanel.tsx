import { useEffect, useState, useSyncExternalStore } from 'react';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { TasteRow } from './TasteRow.tsx';
import { createTasteShelf } from './tasteShelf.ts';
import { openTasteStore } from './tasteStore.ts';
import { TrainTaste } from './TrainTaste.tsx';
import { UnkeptTaste } from './UnkeptTaste.tsx';
import { whenSeenAgain } from './whenSeenAgain.ts';
import '../ui/rows.css';
import './tastes.css';

/** The tastes of this browser: what is kept, from a file or from the user's own votes. */
export function TastesPanel() {
  const [shelf] = useState(() => createTasteShelf(openTasteStore));
  const { tastes, problem } = useSyncExternalStore(shelf.subscribe, shelf.getState);
  useEffect(() => {
    void shelf.read();
    return whenSeenAgain(() => void shelf.read());
  }, [shelf]);

  return (
    <div className="tastes">
      <ErrorLine text={problem} />
      {tastes && <UnkeptTaste kept={tastes} />}
      {tastes && tastes.length > 0 && (
        <ul className="rows" aria-label="Tastes">
          {tastes.map((taste) => (
            <TasteRow key={taste.sha256} taste={taste} shelf={shelf} />
          ))}
        </ul>
      )}
      <TrainTaste shelf={shelf} />
      <div className="ways">
        <FileButton any label="Import a taste" onFiles={([file]) => void (file && shelf.take(file))} />
        <span className="muted">
          A file that was exported here, or that <code>editreward train</code> wrote.
        </span>
      </div>
    </div>
  );
}
