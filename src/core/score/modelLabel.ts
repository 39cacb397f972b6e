import type { ReportedModel } from './scoreReport.ts';

/** A model as results name it: "editreward (q8)", and the taste that gave the scores, where one did. */
export function modelLabel({ id, dtype, taste }: Pick<ReportedModel, 'id' | 'dtype' | 'taste'>): string {
  return `${id} (${dtype})${taste ? ` with the taste "${taste.name}"` : ''}`;
}
