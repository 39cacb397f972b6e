import { EditRewardError } from '../core/errors.ts';

export type WorkerName = 'scorer' | 'model store' | 'dataset reader' | 'report maker';

const NEXT: Readonly<Record<WorkerName, string>> = {
  scorer: 'it starts anew and loads the model once more',
  'model store': 'it starts anew, and what has arrived is kept',
  'dataset reader': 'it starts anew and reads the file once more',
  'report maker': 'it starts anew and reads the results once more',
};

/** A worker ended while a call was waiting for it. Nothing is lost but that call: the next one starts it again. */
export class WorkerDiedError extends EditRewardError {
  override readonly name = 'WorkerDiedError';

  constructor(reason: string, worker: WorkerName = 'scorer') {
    super(`The ${worker} stopped unexpectedly (${reason}). Try again: ${NEXT[worker]}.`);
  }
}
