import type { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import { requireOption } from './requireOption.ts';

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/**
 * The values of an option that takes several, under all its names, in the order of the line. A shell turns `--edited *.png` into
 * one value and further words: those belong to it. Throws {@link UsageError} for words before it.
 */
export function listedValues(tokens: readonly Token[], names: readonly string[]): string[] {
  const values: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option' && names.includes(token.name)) values.push(requireOption(token.name, token.value));
    if (token.kind !== 'positional') continue;
    if (values.length === 0) throw new UsageError(`"${token.value}" belongs to no option.`);
    values.push(token.value);
  }
  return values;
}
