/** A worker thread that reads pictures: one answer a task. */
import { parentPort } from 'node:worker_threads';
import { readPicture, type PictureTask } from './readPicture.ts';

parentPort?.on('message', (task: PictureTask) => void answer(task));

async function answer(task: PictureTask): Promise<void> {
  const read = await readPicture(task);
  parentPort?.postMessage(read, 'image' in read ? [read.image.patches.buffer as ArrayBuffer] : []);
}
