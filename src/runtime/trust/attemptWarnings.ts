import { deviceName } from '../../core/loading/deviceName.ts';
import type { SelfTestAttempt } from '../../core/loading/modelStatus.ts';

/**
 * What to tell the user of the attempts that failed before one passed. A feature that was left out is no news, and neither
 * is the choice of operators: the device is the one that was hoped for.
 */
export function attemptWarnings(attempts: readonly SelfTestAttempt[]): string[] {
  const used = attempts.at(-1);
  if (!used) return [];
  const instead = used.provider === 'webgpu' || used.residency === 'streamed' ? deviceName(used) : 'The CPU';
  return attempts
    .filter(
      ({ passed, provider, residency }) => !passed && (provider !== used.provider || residency !== used.residency),
    )
    .map((failed) => `${deviceName(failed)} is not used: ${failed.reason} ${instead} is used instead.`);
}
