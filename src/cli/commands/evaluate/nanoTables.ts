import { labelOfKey } from '../../../core/score/score.ts';
import { fraction, percentage } from '../../../evaluation/estimateText.ts';
import { DIMENSIONS } from '../../../nano/dimension.ts';
import { EDIT_TYPES } from '../../../nano/edit.ts';
import type { NanoAccuracy, NanoModelReport } from '../../../nano/report.ts';
import { alignColumns } from '../alignColumns.ts';

/** What `evaluate --suite nano` found. */
export interface NanoSuiteReport {
  readonly suite: {
    readonly name: string;
    readonly scenes: number;
    readonly seed: number;
    readonly candidatesPerScene: number;
  };
  readonly models: readonly NanoModelReport[];
}

/** The report for people: for each model a table of accuracies, and how it agrees with the first. */
export function nanoTables({ suite, models }: NanoSuiteReport): string {
  const intro =
    `Drawn scenes: ${suite.scenes}, of seed ${suite.seed}, with ${suite.candidatesPerScene} edits each. Pairs of edits of ` +
    'one scene, of different grade, in the right order:';
  return [intro, ...models.map((model) => modelTable(model, models[0]))].join('\n\n');
}

function modelTable(report: NanoModelReport, first: NanoModelReport | undefined): string {
  const { model, device, accuracies, agreements } = report;
  const header = ['Edits', ...DIMENSIONS.flatMap((dimension) => [labelOfKey(dimension), 'Pairs'])];
  const rows = (['all', ...EDIT_TYPES] as const).map((type) => [
    type,
    ...accuracies.filter((accuracy) => accuracy.type === type).flatMap(accuracyCells),
  ]);
  const lines = [`${model.id} (${model.dtype}) on ${device.description}`, ...alignColumns([header, ...rows], 1)];
  if (agreements.length > 0) {
    lines.push(
      `Kendall's tau-b with ${first?.model.id} (${first?.model.dtype}), over all pairs of edits of one scene:`,
    );
    lines.push(
      ...alignColumns(
        agreements.map(({ of, tauB, interval }) => [`  ${labelOfKey(of)}`, fraction(tauB, interval)]),
        1,
      ),
    );
  }
  return lines.join('\n');
}

function accuracyCells({ accuracy, interval, pairs }: NanoAccuracy): string[] {
  return [percentage(accuracy, interval), String(pairs)];
}
