import type { ReportedModel } from '../../core/score/scoreReport.ts';

/** Whose judgement scores of a taste are; nothing of others. */
export function tasteCaveats({ taste }: Pick<ReportedModel, 'taste'>): string[] {
  return taste ? [`The taste “${taste.name}” gave these scores: compare them only with others of it.`] : [];
}
