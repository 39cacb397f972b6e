import { EditRewardError } from '../../core/errors.ts';

/** Another tab scores the same batch. */
export class BatchBusyError extends EditRewardError {
  override readonly name = 'BatchBusyError';
  constructor(name: string) {
    super(`Another tab is scoring ${name}. Look there, or close it and press Score again.`);
  }
}

/** Something else was to be opened while a batch is scored. */
export class BatchRunningError extends EditRewardError {
  override readonly name = 'BatchRunningError';
  constructor(name: string) {
    super(`${name} is being scored. Pause or cancel it, then open another dataset.`);
  }
}
