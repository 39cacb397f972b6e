import { UsageError } from '../command.ts';

/** A whole number from 1; undefined where the option is absent. Throws {@link UsageError}. */
export function parseCount(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new UsageError(`--${option} is a whole number from 1, not "${value}".`);
}
