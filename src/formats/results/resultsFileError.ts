import * as v from 'valibot';
import { EditRewardError } from '../../core/errors.ts';

/** A file does not hold the results that it should. */
export class ResultsFileError extends EditRewardError {
  override readonly name = 'ResultsFileError';
}

/** "model_outputs.0.score is missing": the first fault that a schema finds. */
export function whatIsWrong([issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const path = v.getDotPath(issue) ?? 'The whole';
  if (issue.type === 'check') return issue.message;
  if (issue.received === 'undefined') return `${path} is missing`;
  // What has no name for what it expects expects a finite number.
  return `${path} should be ${issue.expected ?? 'finite'} and is ${issue.received}`;
}
