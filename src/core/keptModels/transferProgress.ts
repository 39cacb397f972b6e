/** What is done with a kept model, step by step. */
export type TransferStage =
  | 'downloading'
  | 'importing'
  | 'exporting'
  /** What an earlier, unfinished conversion left is read. */
  | 'checking'
  | 'converting'
  /** What was written is read back. */
  | 'verifying'
  /** The converted model judges the samples that it is calibrated with. */
  | 'judging'
  /** Weights are read once more and written anew, as calibrating the model found best. */
  | 'refining'
  /** The converted model scores its self-test, shard by shard. */
  | 'self-test';

/**
 * How far a stage is. Bytes count over the whole model, so one bar serves, and bytes that were here before count as
 * done. Each stage of a conversion has a bar of its own. `converting` counts the bytes of the checkpoint that are left
 * to convert. `judging` counts arithmetic, not bytes.
 */
export interface TransferProgress {
  readonly stage: TransferStage;
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; undefined until it is known. */
  readonly bytesPerSecond: number | undefined;
  /** Another tab does the work; this call follows it, and takes over if that tab closes. */
  readonly elsewhere: boolean;
}
