import { scoreReport } from '../../core/score/scoreReport.ts';
import { allPictures } from './pictures.ts';
import { scoredSource } from './scoredSource.ts';
import type { StageState } from './stageState.ts';

/**
 * The scores as JSON text, in the shape that the command line prints. Best first; failures last, with their reason. It is of
 * the model, the instruction and the source that gave the scores: others may be on the page since. What the model cannot judge
 * is said unless all pictures came with the site. Undefined without scores.
 */
export function resultsJson(stage: Pick<StageState, 'source' | 'candidates' | 'scoredFor'>): string | undefined {
  const { candidates, scoredFor } = stage;
  if (!scoredFor) return undefined;
  const { status, instruction, orientation } = scoredFor;
  const { model, device } = status;
  const isOwn = allPictures(stage).some(({ fromExample }) => !fromExample);
  const results = candidates.flatMap(({ picture, outcome }) => (outcome ? [{ file: picture.name, outcome }] : []));
  const asked = { [model.task.text]: instruction, source: scoredSource(stage)?.name, orientation };
  const report = scoreReport(isOwn ? model : { ...model, limits: undefined }, device, results, asked);
  return JSON.stringify(report, undefined, 2);
}
