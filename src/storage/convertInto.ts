import type { SinkFolder } from '../core/bytes/bytes.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import type { TransferStage } from '../core/keptModels/transferProgress.ts';

export interface ConvertHooks {
  readonly signal: AbortSignal;
  /** Throws `StorageFullError` where so many bytes more may not be stored. */
  readonly checkSpace: (neededBytes: number) => Promise<void>;
  readonly onProgress: (stage: TransferStage, doneBytes: number, totalBytes: number) => void;
}

/** Converts into a folder, where it may find what it wrote before. Of another layer, so the worker gives it. */
export type ConvertInto = (request: ConversionRequest, out: SinkFolder, hooks: ConvertHooks) => Promise<void>;
