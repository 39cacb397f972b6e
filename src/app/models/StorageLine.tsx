import { formatBytes } from '../../core/formatNumbers.ts';
import { useLibrary, useLibraryActions } from '../keptModels/useLibrary.ts';

/** How much room this browser gives, and whether it keeps what is there. */
export function StorageLine() {
  const { persist } = useLibraryActions();
  const storage = useLibrary((library) => library.storage);
  if (!storage) return null;
  const { usedBytes, quotaBytes, persisted } = storage;
  return (
    <p className="storage-line muted">
      {formatBytes(usedBytes)} used
      {Number.isFinite(quotaBytes) && `, ${formatBytes(Math.max(0, quotaBytes - usedBytes))} free`} in this browser
      {persisted ? (
        <span title="The browser promised not to delete models when the disk is full.">
          , protected from automatic deletion
        </span>
      ) : (
        <button type="button" className="quiet" onClick={() => void persist()}>
          Protect from automatic deletion
        </button>
      )}
    </p>
  );
}
