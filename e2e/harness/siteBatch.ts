import { chooseDataset } from './flatDataset.ts';
import type { SavedFile, SiteTab } from './siteTab.ts';

/** What the site makes of the flat dataset. */
export interface BatchResults {
  readonly table: SavedFile;
  readonly report: SavedFile;
}

/** Scores the flat dataset, and resolves when all of it is scored. */
export async function scoreDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await startDataset(tab, dataset);
  await tab.sees('12 of 12 edits scored');
}

/** The same, and resolves at the first scores. */
export async function beginDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await startDataset(tab, dataset);
  await tab.until('the first scores', hasScoredOne);
}

async function startDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await tab.click('^Batch$');
  await chooseDataset(tab, dataset);
  await tab.click('^Score 12 edits$');
}

/** Of a dataset that is scored. */
export async function saveResults(tab: SiteTab): Promise<BatchResults> {
  const table = await tab.save('^Export$');
  await tab.click('^Benchmark$');
  await tab.sees('Scored in this browser');
  await tab.click('^Report$');
  return { table, report: await tab.save('^Save as JSON$') };
}

/** In the page. */
function hasScoredOne(): boolean {
  return Number(document.querySelector('[aria-label="Scoring the batch"]')?.getAttribute('value')) > 0;
}
