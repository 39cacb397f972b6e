import { FORMER_HEADS } from '../../core/modelPackage/formerHeads.ts';
import type { HeadName } from '../../core/score/score.ts';
import type { ReportedModel } from '../../core/score/scoreReport.ts';

/** The model of a batch, of which only what names it and what it scores. */
export interface BatchModel extends ReportedModel {
  readonly heads: readonly HeadName[];
}

/** As it is kept: version 0.1 did not say the heads. */
export type KeptModel = ReportedModel & Partial<BatchModel>;

export function batchModelOf(kept: KeptModel): BatchModel {
  return { ...kept, heads: kept.heads ?? FORMER_HEADS };
}
