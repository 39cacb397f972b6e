/** Decodes the blocks of one scan, in order. */
export interface EntropyDecoder {
  /** Starts an MCU. False when the segment's data are used up: the MCU is left as it is. */
  startMcu(): boolean;
  /** Decodes the next block, of the scan's `k`-th component, into 64 coefficients from `at`, in a block's rows. */
  block(k: number, coefficients: Int16Array, at: number): void;
  /** Takes a restart marker and starts anew behind it. */
  restart(): void;
}
