import type { PictureOutcome } from '../../core/dataset/pictureOutcome.ts';
import { flattenScore } from '../../core/score/flatScore.ts';
import { reportedModel, type ReportedModel } from '../../core/score/scoreReport.ts';
import type { ResultRow, ResultRows } from './resultRow.ts';
import { judgementColumns } from './scoreLine.ts';
import { listParts } from './textParts.ts';

/** `<name>_scores.json` in pieces: the model, and a record for each edit, with the reason where there is no score. */
export function* jsonParts<Row extends ResultRow>(
  { rows, outcomeOf }: ResultRows<Row>,
  model: ReportedModel,
): Generator<string> {
  yield `{"model":${JSON.stringify(reportedModel(model))},"edits":[\n`;
  yield* listParts(rows, (row) => JSON.stringify(record(row, outcomeOf(row))));
  yield '\n]}\n';
}

/** A line of `_scores.jsonl`, or why there is none. */
function record({ item, candidate, place }: ResultRow, outcome: PictureOutcome | undefined) {
  const { line, instruction, source } = item;
  const where = { line, candidate: place, instruction, source: source?.name, edited: candidate.image.name };
  return {
    ...where,
    ...(candidate.model !== undefined && { model: candidate.model }),
    ...(item.ranks && { humanRank: item.ranks[place] }),
    ...(candidate.humanScore !== undefined && { humanScore: candidate.humanScore }),
    ...judgementColumns(item),
    ...(item.confidence !== undefined && { confidence: item.confidence }),
    ...(item.votes && { votes: item.votes }),
    ...(item.folder !== undefined && { folder: item.folder }),
    ...(item.category !== undefined && { category: item.category }),
    ...(outcome && ('score' in outcome ? flattenScore(outcome.score) : { error: outcome.error.message })),
    ...(outcome?.sha256?.source !== undefined && { sourceSha256: outcome.sha256.source }),
    ...(outcome?.sha256?.edited !== undefined && { editedSha256: outcome.sha256.edited }),
  };
}
