import type { ReportedModel } from '../../core/score/scoreReport.ts';
import { modelName } from '../model/modelName.ts';
import type { countsOf } from './batchState.ts';

/**
 * How the results of `own` are gone on with while `another` is in use. Undefined where nothing is left of them, or where there
 * are none to go on with.
 */
export function goOnText(
  { left, failed, total }: Pick<ReturnType<typeof countsOf>, 'left' | 'failed' | 'total'>,
  own: ReportedModel,
  another: ReportedModel,
): string | undefined {
  if (left + failed === 0 || left === total) return undefined;
  return `To go on with ${modelName(own, [another])}, ${wayBack(own, another)} on the Models page.`;
}

/** The package may be in use already, with other heads. */
function wayBack(own: ReportedModel, another: ReportedModel): string {
  const isLoaded = own.manifestSha256 === another.manifestSha256 && own.maxPixels === another.maxPixels;
  if (!isLoaded) return 'load it';
  return own.taste ? 'use that taste' : 'stop using the taste';
}
