import * as Comlink from 'comlink';
import { encodeRows, type EncodeTask } from '../src/convert/encodeRows.ts';

const rowEncoder = {
  encode(task: EncodeTask) {
    const rows = encodeRows(task);
    return Comlink.transfer(
      rows,
      rows.map(({ buffer }) => buffer),
    );
  },
};
export type RemoteRowEncoder = typeof rowEncoder;

Comlink.expose(rowEncoder);
