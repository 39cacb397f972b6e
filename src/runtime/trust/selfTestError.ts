import { EditRewardError } from '../../core/errors.ts';
import { deviceName } from '../../core/loading/deviceName.ts';
import type { SelfTestAttempt } from '../../core/loading/modelStatus.ts';

/** No device gives the rewards that the package says it must. Scores would be wrong, so there are none. */
export class SelfTestError extends EditRewardError {
  override readonly name = 'SelfTestError';
  override readonly kind = 'device';
  readonly attempts: readonly SelfTestAttempt[];

  constructor(attempts: readonly SelfTestAttempt[]) {
    const reasons = attempts.map((attempt) => `${deviceName(attempt)}: ${attempt.reason}`).join(' ');
    // Where nothing was measured nothing speaks against the package, whose files have their digests.
    const hasRun = attempts.some(({ maxDifference }) => maxDifference !== undefined);
    super(
      hasRun
        ? `This model failed its self-test on every device, so it will not score. ${reasons} The model package may be ` +
            'damaged: download or convert it again.'
        : `This model runs on no device here, so it will not score. ${reasons} Another browser or computer may run it; if ` +
            'none does, download or convert it again.',
    );
    this.attempts = attempts;
  }
}
