import { chooseDataset, FLAT_EDITS } from './flatDataset.ts';
import type { SavedFile, SiteTab } from './siteTab.ts';

/** What the site makes of the flat dataset. */
export interface BatchResults {
  readonly table: SavedFile;
  readonly report: SavedFile;
}

/** Scores the flat dataset, and resolves when all of it is scored. */
export async function scoreDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await startDataset(tab, dataset);
  await seesAllScored(tab);
}

/** The same, and resolves at the first scores, or later. */
export async function beginDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await startDataset(tab, dataset);
  await tab.until('the first scores', hasScoredOne);
}

/** The same, and loads the page anew at the first scores. The page does it: all may be there before a test has seen the first. */
export async function leaveDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await openDataset(tab, dataset);
  await tab.run(leaveAtFirstScore);
  await tab.click(SCORE);
  await tab.until('for the page to be loaded anew', () => !window.isLeft && document.readyState === 'complete');
}

const SCORE = `^Score ${FLAT_EDITS} edits$`;

/** All of the flat dataset. */
export const seesAllScored = (tab: SiteTab) => tab.sees(`${FLAT_EDITS} of ${FLAT_EDITS} edits scored`);

async function startDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await openDataset(tab, dataset);
  await tab.click(SCORE);
}

async function openDataset(tab: SiteTab, dataset: readonly string[]): Promise<void> {
  await tab.click('^Batch$');
  await chooseDataset(tab, dataset);
}

/** Of a dataset that is scored. */
export async function saveResults(tab: SiteTab): Promise<BatchResults> {
  const table = await tab.save('^Export$');
  await tab.click('^Benchmark$');
  await tab.sees('Scored in this browser');
  await tab.click('^Report$');
  return { table, report: await tab.save('^Save as JSON$') };
}

// What follows runs in the page, each by itself.

function hasScoredOne(): boolean {
  const scored = document.querySelector('[aria-label="Scoring the batch"]')?.getAttribute('value');
  return Number(scored) > 0 || /\b(\d+) of \1 edits scored/.test(document.body.innerText);
}

function leaveAtFirstScore(): void {
  window.isLeft = true;
  const observer = new MutationObserver(() => {
    const scored = document.querySelector('[aria-label="Scoring the batch"]')?.getAttribute('value');
    if (!(Number(scored) > 0)) return;
    observer.disconnect();
    location.reload();
  });
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
}
