import { useEffect, useState, useSyncExternalStore } from 'react';
import { ErrorLine } from '../ui/ErrorLine.tsx';
import { FileButton } from '../ui/FileButton.tsx';
import { TasteRow } from './TasteRow.tsx';
import { createTasteShelf } from './tasteShelf.ts';
import { openTasteStore } from './tasteStore.ts';
import { TrainTaste } from './TrainTaste.tsx';
import '../ui/rows.css';
import './tastes.css';

/** The tastes of this browser: what is kept, from a file or from the user's own votes. */
export function TastesPanel() {
  const [shelf] = useState(() => createTasteShelf(openTasteStore));
  const { tastes, problem } = useSyncExternalStore(shelf.subscribe, shelf.getState);
  useEffect(() => void shelf.read(), [shelf]);

  async function take([file]: readonly File[]): Promise<void> {
    if (file) await shelf.add(new Uint8Array(await file.arrayBuffer()), file.name);
  }

  return (
    <div className="tastes">
      <ErrorLine text={problem} />
      {tastes && tastes.length > 0 && (
        <ul className="rows" aria-label="Tastes">
          {tastes.map((taste) => (
            <TasteRow key={taste.sha256} taste={taste} shelf={shelf} />
          ))}
        </ul>
      )}
      <TrainTaste shelf={shelf} />
      <div className="ways">
        <FileButton any label="Import a taste" onFiles={(files) => void take(files)} />
        <span className="muted">
          A file that was exported here, or that <code>editreward train</code> wrote.
        </span>
      </div>
    </div>
  );
}
