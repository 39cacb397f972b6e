import type { StoredModel } from '../core/keptModels/storedModel.ts';
import { writeWhole } from './fileStore.ts';
import type { IncomingModel } from './incomingModel.ts';
import { openJournal, readJournal } from './journal.ts';
import { withSpace } from './storageSpace.ts';
import { describeStored, isComplete, modelPaths, readStoredState, requireStored } from './storedModels.ts';
import { reportProgress, workAlone, type StoreCall, type StoreEnvironment } from './storeEnvironment.ts';
import { transferFiles } from './transferFiles.ts';

/**
 * Stores what is missing of a model. Throws the errors of its source, `StorageFullError` and `AbortError`; what has
 * arrived by then is kept.
 */
export function bringIn(environment: StoreEnvironment, incoming: IncomingModel, call: StoreCall): Promise<StoredModel> {
  const { files, storageUse } = environment;
  const { id, manifest } = incoming;
  return workAlone(environment, id, call, async (heard) => {
    const before = await readStoredState(files, id);
    if (!before || !isComplete(before)) {
      const totalBytes = manifest.files.reduce((sum, { byteLength }) => sum + byteLength, 0);
      let storedBytes = before ? describeStored(id, before).storedBytes : 0;
      const neededBytes = () => totalBytes - storedBytes;
      const reporter = reportProgress(environment, id, call, incoming.stage, totalBytes);
      const onBytes = (bytes: number) => {
        storedBytes = bytes;
        reporter.update(bytes);
      };
      const store = () => transfer(environment, incoming, call.signal, onBytes);
      await withSpace(manifest.id, neededBytes, storageUse, store).finally(reporter.stop);
    } else if (heard) {
      call.onProgress({ ...heard, doneBytes: heard.totalBytes });
    }
    return { ...describeStored(id, await requireStored(files, id)), busy: false };
  });
}

async function transfer(
  { files, limits = {}, events }: StoreEnvironment,
  { id, manifest, manifestBytes, origin, source }: IncomingModel,
  signal: AbortSignal,
  onBytes: (storedBytes: number) => void,
): Promise<void> {
  const paths = modelPaths(id);
  await writeWhole(files, paths.manifest, manifestBytes);
  const state = await readJournal(files, paths.journal);
  const journal = await openJournal(files, paths.journal);
  try {
    journal.append({ origin });
    events.send({ type: 'changed' });
    const target = { store: files, locate: paths.file, state, journal };
    await transferFiles(manifest.files, source, target, { signal, onBytes, limits });
  } finally {
    journal.close();
  }
}
