import { EditRewardError } from '../core/errors.ts';

/** The scorer worker ended while a call was waiting for it. Nothing is lost but that call: the next one starts it again. */
export class WorkerDiedError extends EditRewardError {
  override readonly name = 'WorkerDiedError';

  constructor(reason: string) {
    super(`The scorer stopped unexpectedly (${reason}). Try again: it starts anew and loads the model once more.`);
  }
}
