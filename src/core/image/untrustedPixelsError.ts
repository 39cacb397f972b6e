import { EditRewardError } from '../errors.ts';

/** The platform changes the pixels of a picture, for example in a browser that protects against fingerprinting. */
export class UntrustedPixelsError extends EditRewardError {
  override readonly name = 'UntrustedPixelsError';
  constructor(file: string, cause?: unknown) {
    super(
      `${file} cannot be scored: this browser does not give a page the pixels of such a picture as they are. Most ` +
        `often a protection against fingerprinting does that (privacy.resistFingerprinting in Firefox, Tor and Mullvad Browser; ` +
        `Shields in Brave). Turn it off for this page, or save the picture as PNG.`,
      { file, cause },
    );
  }
}
