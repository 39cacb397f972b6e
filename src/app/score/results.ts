import { scoreReport } from '../../core/score/scoreReport.ts';
import type { ModelStatus } from '../../core/loading/modelStatus.ts';
import type { Candidate } from './stageState.ts';

/**
 * The scores as JSON text, in the shape that the command line prints. Best first; failures last, with their reason. What the
 * model cannot judge is said unless all pictures came with the site.
 */
export function resultsJson({ model, device }: ModelStatus, candidates: readonly Candidate[]): string {
  const isOwn = candidates.some(({ picture }) => !picture.fromExample);
  const results = candidates.flatMap(({ picture, outcome }) => (outcome ? [{ file: picture.name, outcome }] : []));
  return JSON.stringify(scoreReport(isOwn ? model : { ...model, limits: undefined }, device, results), undefined, 2);
}
