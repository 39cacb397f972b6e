import { encodeRows, type EncodedRows, type EncodeTask } from './encodeRows.ts';

/** Who encodes rows: this thread, or workers. Everything else of a conversion, reading and writing, is one thread's. */
export interface RowEncoder {
  /** Tasks that are worked on at once. */
  readonly parallelism: number;
  /** As `encodeRows`; the task's bytes are the encoder's to give away. Errors keep their `name`. */
  encode(task: EncodeTask): Promise<EncodedRows>;
}

/** Encodes on the thread that calls. */
export const inlineEncoder: RowEncoder = {
  parallelism: 1,
  encode: async (task) => encodeRows(task),
};

/** An encoder of several threads. */
export interface EncodePool {
  readonly encoder: RowEncoder;
  /** Ends the threads. What they have not answered is never encoded. */
  close(): void | Promise<void>;
}

/** Encoding less than this takes less time than sending it, and a tiny checkpoint needs no threads at all. */
const MIN_POSTED_BYTES = 256 * 1024;

/** Several threads as one encoder: a task goes to the one that has the fewest. What is too small to be sent is encoded here. */
export function pooledEncoder(threads: readonly Pick<RowEncoder, 'encode'>[]): RowEncoder {
  const lanes = threads.map((thread) => ({ thread, waiting: 0 }));
  return {
    parallelism: lanes.length,
    async encode(task) {
      if (task.bytes.byteLength < MIN_POSTED_BYTES) return inlineEncoder.encode(task);
      const lane = lanes.reduce((best, each) => (each.waiting < best.waiting ? each : best));
      lane.waiting++;
      try {
        return await lane.thread.encode(task);
      } finally {
        lane.waiting--;
      }
    },
  };
}
