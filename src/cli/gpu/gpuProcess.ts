/** The process that has the GPU: does one task after the other, and ends when whoever started it does. */
import { writeSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import { ANSWER_MARK, type GpuAnswer, type GpuTask } from './gpuMessages.ts';
import { GpuSessions } from './gpuSessions.ts';

const STANDARD_ERROR = 2;

const sessions = new GpuSessions();
let work = Promise.resolve();

process.on('message', (task: GpuTask) => {
  work = work.then(() => answer(task));
});
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C, or a cluster's end of time, reaches this process too. The command stops between two steps, and then
// ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

async function answer(task: GpuTask): Promise<void> {
  const outcome = await sessions.do(task).then(
    (value) => ({ value }),
    (error: unknown) => ({ error: messageOf(error) }),
  );
  if (!('id' in task)) return;
  writeSync(STANDARD_ERROR, `\n${ANSWER_MARK}${task.id}\n`);
  const sent: GpuAnswer = { id: task.id, ...outcome };
  process.send?.(sent);
}
