import type { SinkFolder } from '../core/bytes/bytes.ts';
import type { ConversionRequest, TransferStage } from '../rpc/modelStoreApi.ts';

export interface ConvertHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: TransferStage, doneBytes: number, totalBytes: number) => void;
}

/** Converts into a folder, where it may find what it wrote before. Of another layer, so the worker gives it. */
export type ConvertInto = (request: ConversionRequest, out: SinkFolder, hooks: ConvertHooks) => Promise<void>;
