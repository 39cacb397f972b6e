import { joinScores } from '../../batch/joinScores.ts';
import type { BatchModel } from '../keptBatches/batchModel.ts';
import { saveBlob } from '../ui/saveBlob.ts';
import type { OpenBatch } from './batchState.ts';
import { EXPORT_ENDINGS, exportParts, type ExportFormat } from './exportBatch.ts';
import { judgedDataset } from './judgedDataset.ts';

/** Handed to the browser at once, which may put it on the disk. */
const PARTS_A_BLOB = 20;

/** Saves the results as a download. The page breathes between portions. */
export async function saveExport(
  format: ExportFormat,
  model: BatchModel,
  { dataset, outcomes, preference }: Pick<OpenBatch, 'dataset' | 'outcomes' | 'preference'>,
): Promise<void> {
  const { name, items, rows } = judgedDataset(dataset, preference);
  const parts = exportParts(format, {
    model,
    rows,
    outcomeOf: ({ outcomeKey }) => outcomes.get(outcomeKey),
    scoredItems: () => joinScores(items, outcomes.outcomeOf).scored,
  });
  const blobs: Blob[] = [];
  let portion: string[] = [];
  for (const part of parts) {
    portion.push(part);
    if (portion.length < PARTS_A_BLOB) continue;
    blobs.push(new Blob(portion));
    portion = [];
    await new Promise((resolve) => setTimeout(resolve));
  }
  saveBlob(`${name.replace(/\.[^.]*$/, '')}${EXPORT_ENDINGS[format]}`, new Blob([...blobs, ...portion]));
}
