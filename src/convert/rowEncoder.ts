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

/** Several encoders as one: a task goes to the one that has the fewest. In a browser each may be a Comlink remote. */
export function pooledEncoder(encoders: readonly Pick<RowEncoder, 'encode'>[]): RowEncoder {
  const lanes = encoders.map((encoder) => ({ encoder, waiting: 0 }));
  return {
    parallelism: lanes.length,
    async encode(task) {
      const lane = lanes.reduce((best, each) => (each.waiting < best.waiting ? each : best));
      lane.waiting++;
      try {
        return await lane.encoder.encode(task);
      } finally {
        lane.waiting--;
      }
    },
  };
}
