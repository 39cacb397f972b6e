import * as Comlink from 'comlink';
import { loadLazily } from '../src/core/loadLazily.ts';
import { holdLock } from '../src/rpc/holdLock.ts';
import { webLocks } from '../src/storage/modelLocks.ts';
import { ModelStore } from '../src/services/modelStore.ts';
import { opfsFileStore } from '../src/storage/opfsFileStore.ts';
import { readStorageUse } from '../src/storage/storageSpace.ts';
import { broadcastEvents } from '../src/services/broadcastEvents.ts';

Comlink.expose(
  new ModelStore({
    files: opfsFileStore,
    locks: webLocks,
    events: broadcastEvents(),
    storageUse: readStorageUse,
    // With it comes onnxruntime: only who converts waits for that.
    convert: async (...args) =>
      (await loadLazily(() => import('../src/services/convertModel.ts'))).convertModel(...args),
    holdLock,
  }),
);
