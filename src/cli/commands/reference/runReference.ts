import { basename, dirname } from 'node:path';
import { datasetKind } from '../../../core/dataset/datasetItem.ts';
import { makeReferenceSet } from '../../../core/reference/makeReferenceSet.ts';
import { modelLabel } from '../../../core/score/modelLabel.ts';
import { isSameModel } from '../../../core/score/scoreReport.ts';
import { sizeLimitTexts } from '../../../core/score/sizeLimitTexts.ts';
import { ReferenceSetError, type ReferenceSet } from '../../../core/reference/referenceSet.ts';
import { RESULT_ENDINGS } from '../../../formats/results/resultEndings.ts';
import { readResults, type Results } from '../../../formats/results/readResults.ts';
import { EXIT_OK } from '../../command.ts';
import { writeTogether } from '../evaluate/writeTogether.ts';
import { openResults } from '../report/openResults.ts';
import { addReference } from './addReference.ts';
import type { ReferenceOptions } from './referenceArgs.ts';

/** Makes a reference set of results, writes it, and resolves with the exit code. */
export async function runReference({ results: paths, of, out, addTo }: ReferenceOptions): Promise<number> {
  const set = referenceOf(await readResults(await openResults(paths)), of);
  if (addTo !== undefined) await addReference(addTo, set);
  await writeTogether(dirname(out), [[basename(out), `${JSON.stringify(set)}\n`]]);
  console.log(`${out}: ${set.count} ${set.of}, scored by ${set.model.id} (${set.model.dtype}).`);
  if (addTo !== undefined) console.log(`${addTo} has it now, too.`);
  return EXIT_OK;
}

/** Throws {@link ReferenceSetError} where the results are not of one model that is known. */
function referenceOf(runs: readonly [Results, ...Results[]], of: string | undefined): ReferenceSet {
  const [first, ...others] = runs;
  const model = modelOf(first);
  const other = others.map(modelOf).find((one) => !isSameModel(one, model));
  if (other) {
    const names = [model, other].map((one) => [modelLabel(one), ...sizeLimitTexts(one)].join(', ')).join(' and ');
    throw new ReferenceSetError(`The results are of two models: ${names}. Give results of one model.`);
  }
  const items = runs.flatMap((run) => run.items);
  const files = runs.map((run) => nameOf(run.files[0] ?? ''));
  const noun = datasetKind(items.map(({ item }) => item)) === 'edits' ? 'edits' : 'pictures';
  return makeReferenceSet({
    model,
    of: of ?? `${noun} of ${files.join(' and ')}`,
    origin: `They come from ${files.join(' and ')}.`,
    scores: items.flatMap(({ scores }) => scores),
  });
}

function modelOf({ run, files }: Results) {
  if (run) return run.model;
  const file = files[0] ?? 'The results';
  throw new ReferenceSetError(
    `${file} does not say which model gave its scores. Put the report that was written with it (it ends in ` +
      `${RESULT_ENDINGS.report}) beside it.`,
    { file },
  );
}

/** "set" of "results/set_scores.jsonl". */
function nameOf(file: string): string {
  const endings = [RESULT_ENDINGS.scores, RESULT_ENDINGS.detailedLog];
  const ending = endings.find((one) => file.endsWith(one)) ?? '';
  return basename(file).slice(0, basename(file).length - ending.length);
}
