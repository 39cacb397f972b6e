import { EditRewardError } from '../core/errors.ts';
import type { ChosenFiles, RemoteLocation } from '../core/modelPackage/modelLocation.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { ModelDescription, StoreContents, StoredModel } from '../core/keptModels/storedModel.ts';
import type { ModelStoreApi } from '../rpc/modelStoreApi.ts';
import type { StorageUse } from '../core/keptModels/storageUse.ts';
import { bringIn } from '../storage/bringIn.ts';
import { conversionPaths, convertIntoStore, listConversions } from '../storage/convertIntoStore.ts';
import { exportModel } from '../storage/exportModel.ts';
import { findAgain, findChosen, findRemote } from '../storage/incomingModel.ts';
import {
  describeManifest,
  describeStored,
  listModelIds,
  modelPaths,
  readStoredState,
  requireComplete,
  StoredModelError,
} from '../storage/storedModels.ts';
import { RunningCalls } from './runningCalls.ts';
import { transferring } from './transferring.ts';
import { reportProgress, workAlone, type StoreCall, type StoreEnvironment } from '../storage/storeEnvironment.ts';

/** A model cannot be removed while it is loaded or being worked on. */
export class ModelBusyError extends EditRewardError {
  override readonly name = 'ModelBusyError';
  override readonly kind = 'package';
  constructor() {
    super(
      'This model is in use or being worked on, here or in another tab. Choose another model, pause the work, or close that tab.',
    );
  }
}

type OnProgress = StoreCall['onProgress'];

/** The model store as its worker offers it. Calls run side by side. Every rejection is a `TransferredError`. */
export class ModelStore implements ModelStoreApi {
  readonly #environment: StoreEnvironment;
  readonly #calls = new RunningCalls();

  constructor(environment: StoreEnvironment) {
    this.#environment = environment;
  }

  list(): Promise<StoreContents> {
    return transferring(async () => {
      const { files, locks } = this.#environment;
      const held = await locks.held();
      const models: StoredModel[] = [];
      for (const id of await listModelIds(files)) {
        const state = await readStoredState(files, id);
        if (state) models.push({ ...describeStored(id, state), busy: held.has(id) });
      }
      return { models, conversions: await listConversions(files, held) };
    });
  }

  inspect(callId: number, location: RemoteLocation): Promise<ModelDescription> {
    return this.#calls.run(callId, async (signal) => {
      const { id, manifest, origin } = await findRemote(location, signal);
      return describeManifest(id, manifest, origin);
    });
  }

  download(callId: number, location: RemoteLocation, onProgress: OnProgress): Promise<StoredModel> {
    return this.#calls.run(callId, async (signal) =>
      bringIn(this.#environment, await findRemote(location, signal), { signal, onProgress }),
    );
  }

  resume(callId: number, id: string, onProgress: OnProgress): Promise<StoredModel> {
    return this.#calls.run(callId, async (signal) => {
      const incoming = await findAgain(this.#environment.files, id, signal);
      return bringIn(this.#environment, incoming, { signal, onProgress });
    });
  }

  importFiles(callId: number, files: ChosenFiles, onProgress: OnProgress): Promise<StoredModel> {
    return this.#calls.run(callId, async (signal) =>
      bringIn(this.#environment, await findChosen(files), { signal, onProgress }),
    );
  }

  exportTo(callId: number, id: string, folder: FileSystemDirectoryHandle, onProgress: OnProgress): Promise<void> {
    return this.#calls.run(callId, (signal) => {
      const call = { signal, onProgress };
      return workAlone(this.#environment, id, call, async () => {
        const files = await this.#files(id);
        const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
        const reporter = reportProgress(this.#environment, id, call, 'exporting', totalBytes);
        await exportModel(files, folder, { signal, onBytes: reporter.update }).finally(reporter.stop);
      });
    });
  }

  files(id: string): Promise<ChosenFiles> {
    return transferring(() => this.#files(id));
  }

  remove(id: string): Promise<void> {
    return transferring(async () => {
      const { files, locks, events } = this.#environment;
      const removeFiles = async () => {
        await files.remove(modelPaths(id).folder);
        await files.remove(conversionPaths(id).folder);
      };
      const removed = await locks.tryHold(id, () => locks.unlessKept(id, removeFiles));
      if (!removed?.value) throw new ModelBusyError();
      events.send({ type: 'changed' });
    });
  }

  storage(): Promise<StorageUse> {
    return transferring(this.#environment.storageUse);
  }

  convert(callId: number, request: ConversionRequest, onProgress: OnProgress): Promise<StoredModel> {
    return this.#calls.run(callId, (signal) => convertIntoStore(this.#environment, request, { signal, onProgress }));
  }

  holdLock(): Promise<string | undefined> {
    return this.#environment.holdLock();
  }

  async cancel(callId: number): Promise<void> {
    this.#calls.cancel(callId);
  }

  /** The manifest comes last: half a copy is then not taken for a model. */
  async #files(id: string): Promise<ChosenFiles> {
    const { files } = this.#environment;
    const { manifest } = await requireComplete(files, id);
    const found: { readonly path: string; readonly file: File }[] = [];
    for (const path of [...manifest.files.map((listed) => listed.path), 'manifest.json']) {
      const file = await files.file(modelPaths(id).file(path));
      if (!file) {
        throw new StoredModelError(`${path} of ${manifest.id} is gone. Remove the model and bring it in again.`);
      }
      found.push({ path, file });
    }
    return found;
  }
}
