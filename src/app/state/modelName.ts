import { formatPixels } from '../../core/formatNumbers.ts';
import type { ReportedModel } from '../../core/scoreReport.ts';

/** As many digits as tell the packages of one name apart at a glance. */
const DIGEST_DIGITS = 8;

/**
 * "editreward-nano q8", with the beginning of its digest where another package among `others` has the same name, and with the
 * limit on the size of pictures, where there is one.
 */
export function modelName(model: ReportedModel, others: readonly ReportedModel[]): string {
  const { id, dtype, manifestSha256, maxPixels } = model;
  const limit = maxPixels === undefined ? '' : `, pictures up to ${formatPixels(maxPixels)}`;
  const isAmbiguous = others.some(
    (other) => other.id === id && other.dtype === dtype && other.manifestSha256 !== manifestSha256,
  );
  return `${id} ${dtype}${isAmbiguous ? ` (${manifestSha256.slice(0, DIGEST_DIGITS)})` : ''}${limit}`;
}
