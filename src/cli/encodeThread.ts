/** A worker thread that encodes rows: one answer a task, in their order. */
import { parentPort } from 'node:worker_threads';
import { encodeRows, type EncodedRows, type EncodeTask } from '../convert/encodeRows.ts';
import { messageOf } from '../core/errors.ts';

/** Errors do not keep their class on the way: their name tells them apart. */
export type EncodeAnswer =
  { readonly parts: EncodedRows } | { readonly error: { readonly name: string; readonly message: string } };

parentPort?.on('message', (task: EncodeTask) => {
  const answer = answerOf(task);
  const buffers = 'parts' in answer ? answer.parts.map(({ buffer }) => buffer) : [];
  parentPort?.postMessage(answer, buffers);
});

function answerOf(task: EncodeTask): EncodeAnswer {
  try {
    return { parts: encodeRows(task) };
  } catch (error) {
    return { error: { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) } };
  }
}
