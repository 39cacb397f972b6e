import { parseArgs } from 'node:util';
import { REFERENCE_FILE } from '../../../core/reference/referenceSet.ts';
import { UsageError } from '../../command.ts';
import { listedValues } from '../listedValues.ts';
import { requireOption } from '../requireOption.ts';

export interface ReferenceOptions {
  readonly results: readonly string[];
  /** What was scored, in the plural. Undefined: named after the results. */
  readonly of: string | undefined;
  readonly out: string;
  /** Folder of a package that takes it up. */
  readonly addTo: string | undefined;
}

/** Reads the words after `reference`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseReferenceArgs(args: string[]): ReferenceOptions {
  const { values, tokens } = parseArgs({
    args,
    options: {
      results: { type: 'string', multiple: true },
      of: { type: 'string' },
      out: { type: 'string', default: REFERENCE_FILE },
      'add-to': { type: 'string' },
    },
    allowPositionals: true,
    tokens: true,
  });
  const results = listedValues(tokens, ['results']);
  if (results.length === 0) throw new UsageError('--results is missing. Give a _scores.jsonl.');
  return {
    results,
    of: values.of === undefined ? undefined : requireOption('of', values.of),
    out: requireOption('out', values.out),
    addTo: values['add-to'] === undefined ? undefined : requireOption('add-to', values['add-to']),
  };
}
