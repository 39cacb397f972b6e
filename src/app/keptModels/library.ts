import type { DeviceSpeed, SpeedProgress } from '../../core/fit/layerSpeed.ts';
import type { StorageUse } from '../../core/keptModels/storageUse.ts';
import type { StoreContents, StoredModel, UnfinishedConversion } from '../../core/keptModels/storedModel.ts';
import type { TransferProgress, TransferStage } from '../../core/keptModels/transferProgress.ts';
import type { TransferredError } from '../../core/transferredError.ts';
import type { Store } from '../ui/store.ts';
import type { CatalogueEntry } from './catalogueEntry.ts';
import type { CheckpointFolder } from './checkpointFolder.ts';
import type { OpenedBatch } from './openedBatch.ts';

/** A download, import, export or conversion that this page started; it stays, with its failure, until dismissed. */
export interface Transfer {
  readonly key: number;
  readonly stage: TransferStage;
  /** The model's name. */
  readonly label: string;
  /** Id of the model or unfinished conversion that is worked on, once it is known. */
  readonly subjectId: string | undefined;
  readonly progress: TransferProgress | undefined;
  readonly error: TransferredError | undefined;
}

/** What the page knows of the models that this browser keeps. */
export interface Library {
  /** Undefined until they are read. */
  readonly contents: StoreContents | undefined;
  readonly storage: StorageUse | undefined;
  /** Why nothing can be kept here. */
  readonly error: TransferredError | undefined;
  readonly transfers: readonly Transfer[];
  /** Progress by id, of whichever tab works on it. */
  readonly heard: Readonly<Record<string, TransferProgress>>;
  /** Models that the owner of the site offers; undefined until their list is read. */
  readonly offered: readonly CatalogueEntry[] | undefined;
  /** Why that list cannot be read. */
  readonly offerError: TransferredError | undefined;
  /** Chosen or dropped, to be converted. */
  readonly checkpoint: CheckpointFolder | undefined;
  /** What conversions can be calibrated with. */
  readonly batch: OpenedBatch | undefined;
  /** What was measured of this computer's devices, now or before. */
  readonly speeds: readonly DeviceSpeed[];
  /** Set while they are measured. */
  readonly speedTest: SpeedProgress | undefined;
  /** Why nothing could be measured. */
  readonly speedError: TransferredError | undefined;
}

export const emptyLibrary: Library = {
  contents: undefined,
  storage: undefined,
  error: undefined,
  transfers: [],
  heard: {},
  offered: undefined,
  offerError: undefined,
  checkpoint: undefined,
  batch: undefined,
  speeds: [],
  speedTest: undefined,
  speedError: undefined,
};

export type LibraryAction =
  | { readonly type: 'libraryRead'; readonly contents: StoreContents; readonly storage: StorageUse }
  | { readonly type: 'modelsOffered'; readonly offered: readonly CatalogueEntry[] }
  | { readonly type: 'offerFailed'; readonly error: TransferredError }
  | { readonly type: 'checkpointChosen'; readonly checkpoint: CheckpointFolder | undefined }
  | { readonly type: 'batchOpened'; readonly batch: OpenedBatch | undefined }
  | { readonly type: 'libraryFailed'; readonly error: TransferredError }
  | { readonly type: 'transferStarted'; readonly transfer: Transfer }
  | { readonly type: 'transferProgressed'; readonly key: number; readonly progress: TransferProgress }
  | { readonly type: 'transferEnded'; readonly key: number; readonly error: TransferredError | undefined }
  | { readonly type: 'transferDismissed'; readonly key: number }
  | { readonly type: 'speedsKnown'; readonly speeds: readonly DeviceSpeed[] }
  | { readonly type: 'speedTestProgressed'; readonly progress: SpeedProgress }
  | { readonly type: 'speedTestEnded'; readonly error: TransferredError | undefined }
  | { readonly type: 'transferHeard'; readonly id: string; readonly progress: TransferProgress };

export type LibraryStore = Store<Library, LibraryAction>;

export function reduceLibrary(library: Library, action: LibraryAction): Library {
  const { transfers } = library;
  switch (action.type) {
    case 'libraryRead':
      return readLibrary(library, action.contents, action.storage);
    case 'modelsOffered':
      return { ...library, offered: action.offered, offerError: undefined };
    case 'offerFailed':
      return { ...library, offerError: action.error };
    case 'checkpointChosen':
      return { ...library, checkpoint: action.checkpoint };
    case 'batchOpened':
      return { ...library, batch: action.batch };
    case 'libraryFailed':
      return { ...library, error: action.error };
    case 'transferStarted':
      return {
        ...library,
        transfers: [...transfers.filter((one) => !isRetriedBy(one, action.transfer)), action.transfer],
      };
    case 'transferProgressed':
      return { ...library, transfers: change(transfers, action.key, { progress: action.progress }) };
    case 'transferEnded':
      if (action.error) return { ...library, transfers: change(transfers, action.key, { error: action.error }) };
      return { ...library, transfers: transfers.filter(({ key }) => key !== action.key) };
    case 'transferDismissed':
      return { ...library, transfers: transfers.filter(({ key }) => key !== action.key) };
    case 'speedsKnown':
      return { ...library, speeds: replaceSpeeds(library.speeds, action.speeds) };
    case 'speedTestProgressed':
      return { ...library, speedTest: action.progress, speedError: undefined };
    case 'speedTestEnded':
      return { ...library, speedTest: undefined, speedError: action.error };
    case 'transferHeard':
      return { ...library, heard: { ...library.heard, [action.id]: action.progress } };
  }
}

/** A device's newest measurement is the one that counts. */
function replaceSpeeds(known: readonly DeviceSpeed[], news: readonly DeviceSpeed[]): DeviceSpeed[] {
  return [...known.filter(({ provider }) => news.every((one) => one.provider !== provider)), ...news];
}

/** What is no longer worked on has no progress any more. */
function readLibrary(library: Library, contents: StoreContents, storage: StorageUse): Library {
  const busy = new Set([...contents.models, ...contents.conversions].flatMap((one) => (one.busy ? [one.id] : [])));
  const heard = Object.fromEntries(Object.entries(library.heard).filter(([id]) => busy.has(id)));
  return { ...library, contents, storage, error: undefined, heard };
}

/** A failure is past once the same is tried again. */
function isRetriedBy({ error, label, stage }: Transfer, next: Transfer): boolean {
  return error !== undefined && label === next.label && stage === next.stage;
}

function change(transfers: readonly Transfer[], key: number, to: Partial<Transfer>): Transfer[] {
  return transfers.map((transfer) => (transfer.key === key ? { ...transfer, ...to } : transfer));
}

/** A model of the list, whole or not. */
export type Subject = StoredModel | UnfinishedConversion;

/** What is under way on a model, or why it ended. */
export interface Work {
  /** Set when this page does it or did it. */
  readonly transfer: Transfer | undefined;
  readonly progress: TransferProgress | undefined;
}

export function workOn(library: Library, subject: Subject): Work | undefined {
  const transfer = library.transfers.find((one) => isOn(one, subject));
  if (transfer) return { transfer, progress: transfer.progress };
  return subject.busy ? { transfer: undefined, progress: library.heard[subject.id] } : undefined;
}

/** Nobody works on it: it may be used, resumed or deleted. */
export function isAtRest(work: Work | undefined): boolean {
  return work === undefined || work.transfer?.error !== undefined;
}

/** Those whose model is not in the list, or not yet: they have a row of their own. */
export function looseTransfers({ transfers, contents }: Library): readonly Transfer[] {
  const subjects = [...(contents?.models ?? []), ...(contents?.conversions ?? [])];
  return transfers.filter((transfer) => !subjects.some((subject) => isOn(transfer, subject)));
}

/** A conversion gets its id in the store, so it is recognised by its name. */
function isOn({ stage, label, subjectId }: Transfer, subject: Subject): boolean {
  if (subjectId !== undefined) return subjectId === subject.id;
  return stage === 'converting' && 'name' in subject && subject.name === label;
}
