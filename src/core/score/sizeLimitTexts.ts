import { formatPixels } from '../formatNumbers.ts';
import type { ReportedModel } from './scoreReport.ts';

/** "pictures up to 1,048,576 pixels", where the user set a limit: such scores may not be the official ones. */
export function sizeLimitTexts({ maxPixels }: ReportedModel): string[] {
  return maxPixels === undefined ? [] : [`pictures up to ${formatPixels(maxPixels)}`];
}
