import { EditRewardError } from '../../core/errors.ts';
import type { Manifest } from '../../core/modelPackage/manifest.ts';

/** A limit on the size of pictures was given for a model that sees all of them at one size. */
export class UnusedLimitError extends EditRewardError {
  override readonly name = 'UnusedLimitError';
  constructor(id: string) {
    super(`${id} sees every picture at one size, so --max-pixels would change nothing. Leave it out.`);
  }
}

/** An option that would be ignored is a mistake. Throws {@link UnusedLimitError}. */
export function checkLimit({ id, imageProcessor }: Manifest, maxPixels: number | undefined): void {
  const { minPixels, maxPixels: most } = imageProcessor;
  if (maxPixels !== undefined && minPixels >= most) throw new UnusedLimitError(id);
}
