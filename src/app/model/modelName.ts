import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { sizeLimitTexts } from '../../core/score/sizeLimitTexts.ts';
import { tasteTexts } from '../../core/score/tasteTexts.ts';

/** As many digits as tell the packages of one name apart at a glance. */
const DIGEST_DIGITS = 8;

/**
 * "editreward-nano q8", with the beginning of its digest where another package among `others` has the same name, and with the
 * limit on the size of pictures and the taste, where there is one.
 */
export function modelName(model: ReportedModel, others: readonly ReportedModel[]): string {
  const { id, dtype, manifestSha256 } = model;
  const isAmbiguous = others.some(
    (other) => other.id === id && other.dtype === dtype && other.manifestSha256 !== manifestSha256,
  );
  const name = `${id} ${dtype}${isAmbiguous ? ` (${manifestSha256.slice(0, DIGEST_DIGITS)})` : ''}`;
  return [name, ...sizeLimitTexts(model), ...tasteTexts(model)].join(', ');
}
