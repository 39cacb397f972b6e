import type { ReportedModel } from './scoreReport.ts';

/** "taste “mine”", where heads that were trained from votes gave the scores: such scores are not the official ones. */
export function tasteTexts({ taste }: Pick<ReportedModel, 'taste'>): string[] {
  return taste ? [`taste “${taste.name}”`] : [];
}
