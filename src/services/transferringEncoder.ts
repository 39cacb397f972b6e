import * as Comlink from 'comlink';
import { encodeRows } from '../convert/encodeRows.ts';
import type { RowEncoder } from '../convert/rowEncoder.ts';

/** Encodes in a worker of its own. It gives the rows away, so that they are not copied on their way back. */
export const transferringEncoder: Pick<RowEncoder, 'encode'> = {
  async encode(task) {
    const rows = encodeRows(task);
    return Comlink.transfer(
      rows,
      rows.map(({ buffer }) => buffer),
    );
  },
};
