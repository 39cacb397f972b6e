import { resolve } from 'node:path';
import { closenessDocument } from '../../../evaluation/closeness/closenessDocument.ts';
import { closenessReport } from '../../../evaluation/closeness/closenessReport.ts';
import { EXIT_FAILED, EXIT_OK, UsageError } from '../../command.ts';
import { withInterrupt } from '../../interrupt.ts';
import { tellRows } from '../evaluate/evaluateDataset.ts';
import { openDataset } from '../evaluate/openDataset.ts';
import { stemOf, writeDocument } from '../report/writeDocument.ts';
import type { CompareOptions } from './compareArgs.ts';
import { beginContender, lookAtContender, readContender, scoreContender, type ReadyContender } from './contenders.ts';
import { packageDifferences } from './packageDifferences.ts';

/** Scores with the packages, one after the other: one is in memory at a time. Compares, and resolves with the exit code. */
export function runCompare(options: CompareOptions): Promise<number> {
  return withInterrupt(async (signal) => {
    const { contenders, dataset } = options;
    const opened = dataset && (await openDataset(dataset));
    // Both are looked at before anything is scored: the second's fault must not show after the first's hours.
    const first = await lookAtContender(contenders[0], options, opened);
    const second = await lookAtContender(contenders[1], options, opened);
    requireTwo(first, second);
    for (const one of [first, second]) await beginContender(one);
    tellDifferentModels(first, second);
    if (opened) tellRows(opened);
    const scored = [await scoreContender(first, signal), await scoreContender(second, signal)] as const;
    const report = closenessReport([await readContender(scored[0].file), await readContender(scored[1].file)]);
    const stem = `${stemOf(scored[0].file)}_compared`;
    await writeDocument({ document: closenessDocument(report), made: report, stem }, options);
    return scored.some(({ unscored }) => unscored > 0) ? EXIT_FAILED : EXIT_OK;
  });
}

/** Before hours of scoring: what is asked for may not be what was meant. */
function tellDifferentModels(first: ReadyContender, second: ReadyContender): void {
  if ('file' in first || 'file' in second) return;
  const differences = packageDifferences(first.modelPackage.manifest, second.modelPackage.manifest);
  if (differences.length === 0) return;
  console.error(
    `editreward: ${first.options.model} and ${second.options.model} are packages of two different models: they differ in ` +
      `${differences.join(', ')}. So this says how far two models are apart, not what a package loses.`,
  );
}

function requireTwo(first: ReadyContender, second: ReadyContender): void {
  if ('file' in first || 'file' in second) return requireTwoFiles(first, second);
  if (first.model.manifestSha256 !== second.model.manifestSha256) return;
  throw new UsageError(
    `Both are one model: ${first.options.model} and ${second.options.model} have the same manifest.`,
  );
}

/** A file is as close as can be to itself, which says nothing. */
function requireTwoFiles(first: ReadyContender, second: ReadyContender): void {
  if (!('file' in first && 'file' in second) || resolve(first.file) !== resolve(second.file)) return;
  throw new UsageError(`Both are one file: ${first.file}. Give the results of two models.`);
}
