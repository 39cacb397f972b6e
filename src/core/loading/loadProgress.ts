/** `bytes` counts over the whole package, so that one bar serves the whole load. */
export interface LoadProgress {
  readonly stage: 'reading' | 'self-test';
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** Over the last seconds; undefined until it is known. */
  readonly bytesPerSecond?: number | undefined;
  /** Until all bytes are read; the self-test comes after. Undefined until it is known. */
  readonly secondsLeft?: number | undefined;
}

/** The model is loaded once more because its device was lost; the scoring goes on after it. */
export interface ReloadProgress {
  readonly type: 'reload';
  readonly progress: LoadProgress;
}
