import { UsageError } from '../command.ts';

/** The value of an option without which a command cannot start. Throws {@link UsageError} when it is absent or empty. */
export function requireOption(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new UsageError(`--${name} is missing.`);
}
