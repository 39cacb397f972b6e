import { formatPixels } from '../../core/formatNumbers.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';
import type { RunContent } from '../comparison/sharedPairs.ts';
import type { ReportedRun } from '../../core/dataset/resultItem.ts';

/** What results tell of who gave them. */
export interface ModelOfResults extends Pick<RunContent, 'items'> {
  /** Undefined where the files do not say. */
  readonly run: ReportedRun | undefined;
}

/**
 * What sets the models of two results apart, other than how their weights are coded: "name (a, b)". None where the two may be
 * packages of one model.
 */
export function modelDifferences(first: ModelOfResults, second: ModelOfResults): string[] {
  return FACTS.flatMap(([name, factOf]) => {
    const [one, other] = [factOf(first), factOf(second)];
    return one === undefined || other === undefined || one === other ? [] : [`${name} (${one}, ${other})`];
  });
}

/** Undefined where it is not known. */
const FACTS: readonly (readonly [name: string, factOf: (results: ModelOfResults) => string | undefined])[] = [
  ['name', ofModel(({ id }) => id)],
  ['revision', ofModel(({ revision }) => revision)],
  ['taste', ofModel(({ taste }) => (taste ? `"${taste.name}" ${taste.sha256.slice(0, 8)}` : 'none'))],
  ['limit on pictures', ofModel(({ maxPixels }) => (maxPixels === undefined ? 'none' : formatPixels(maxPixels)))],
  ['heads', headsOf],
];

function ofModel(
  factOf: (model: ReportedModel) => string | undefined,
): (results: ModelOfResults) => string | undefined {
  return ({ run }) => run && factOf(run.model);
}

/** All scores of a run have the same ones. Files with rewards alone do not tell. */
function headsOf({ items }: ModelOfResults): string | undefined {
  const heads = items[0]?.scores[0]?.heads;
  return heads && Object.keys(heads).toSorted().join(' and ');
}
