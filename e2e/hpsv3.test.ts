/** A package of HPSv3 in each part of the site, beside the numbers of the official Python. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { liftScore } from '../src/core/score/flatScore.ts';
import type { ScoreReport } from '../src/core/score/scoreReport.ts';
import type { WidgetResult } from '../src/widget/index.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { checkpointPlace } from '../src/testing/checkpoints.ts';
import { drop, heldFiles } from './harness/drop.ts';
import { serveHostPages, type HostPages } from './harness/hostPages.ts';
import { offerFolder, type OfferedFile } from './harness/offeredFolder.ts';
import { copied } from './harness/copied.ts';
import { convertForTest, goldenCases } from '../src/testing/packages.ts';

const PROMPT = 'A house with a blue roof under the sun';
const INSTRUCTION = 'Paint the roof blue';
const PICTURES = ['house.png', 'house_blue_roof.png', 'house_no_sun.webp'];
const { images } = checkpointPlace('tiny-hpsv3');
const paths = PICTURES.map((name) => join(images, name));
/** Between PyTorch and wasm: the bar of parity. */
const SAME_REWARD = 1e-4;

const site = inject('siteUrl');
let model: string;
let host: HostPages;
let browser: TestBrowser;
let open: OpenPage;
let page: Page;

beforeAll(async () => {
  model = await convertForTest('tiny-hpsv3');
  const pictures = PICTURES.map((name) => `pictures/${name}`).join(' ');
  host = await serveHostPages({
    folders: [
      { prefix: 'pictures/', folder: images },
      { prefix: 'model/', folder: model },
    ],
    pages: {
      'widget.html': `<!doctype html><html lang="en"><title>A page</title><script type="module" src="${site}widget/edit-reward.js"></script><body><edit-reward model="/model/" candidates="${pictures}" instruction="${PROMPT}"></edit-reward></body></html>`,
    },
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  browser = await launchBrowser(site, { webgpu: false });
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await rm(model, { recursive: true });
});
afterEach(async () => {
  expect(open.errors).toEqual([]);
  await page.close();
});

async function openAt(url: string): Promise<void> {
  open = await browser.openPage(url);
  page = open.page;
}

const openWithModel = (hash = '') => openAt(`?model=${encodeURIComponent(`${host.url}model/`)}${hash}`);
const button = (name: string | RegExp) => page.getByRole('button', { name });
const modelReady = () => button(/self-test passed/).waitFor();
const cards = (heading: string) => page.getByRole('list', { name: `${heading}, best first` }).getByRole('listitem');

/** What the official code gives for a picture under a prompt. */
function officialReward(file: string, prompt = PROMPT): number {
  const found = goldenCases('tiny-hpsv3').find((one) => one.edited === file && one.instruction === prompt);
  return found?.heads[0]?.[0] ?? NaN;
}

function expectOfficial(file: string, reward: number, prompt = PROMPT): void {
  expect(Math.abs(reward - officialReward(file, prompt)), file).toBeLessThan(SAME_REWARD);
}

/** Scores what is on the page, and resolves with what it copies. */
async function scoreUnder(text: string): Promise<ScoreReport> {
  await page.getByRole('textbox').first().fill(text);
  await page.getByRole('textbox').first().press('Enter');
  await page.getByText('Scores are for the previous model.').waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Verdict' }).waitFor();
  await page.locator('form button[type=submit]:enabled').waitFor();
  return JSON.parse(await copied(page, button('Copy results as JSON')));
}

function expectOfficialReport({ model: reported, candidates }: ScoreReport): void {
  expect(reported.id).toBe('tiny-hpsv3');
  const scored = candidates.flatMap((one) => ('rank' in one ? [one] : []));
  expect(scored.map(({ file }) => file)).toEqual(
    PICTURES.toSorted((one, other) => officialReward(other) - officialReward(one)),
  );
  for (const one of scored) {
    expect(Object.keys(liftScore(one).heads)).toEqual(['overall']);
    expectOfficial(one.file, one.reward);
  }
}

it('scores dropped pictures under a prompt, which stay when a model of edits takes its place, and no score is mixed', async () => {
  await openWithModel();
  await modelReady();
  await drop(page, { files: await heldFiles(paths) });
  await cards('Pictures').nth(2).waitFor();
  expectOfficialReport(await scoreUnder(PROMPT));

  await button(/^Model/).click();
  await button(/^editreward-nano/).click();
  await page.getByText('Scores are for the previous model.').waitFor();
  await expect.poll(() => cards('Candidates').count()).toBe(PICTURES.length);
  await page.getByLabel('Choose the source').setInputFiles(join(images, 'house_palette.png'));
  const edits = await scoreUnder(INSTRUCTION);
  expect(edits.model.id).toContain('nano');
  for (const one of edits.candidates) {
    expect('rank' in one ? Object.keys(liftScore(one).heads) : []).toHaveLength(2);
  }

  await button(/^Model/).click();
  await page.getByLabel('Choose a folder').setInputFiles(model);
  await page.getByText('Scores are for the previous model.').waitFor();
  await expect.poll(() => cards('Pictures').count()).toBe(PICTURES.length);
  expectOfficialReport(await scoreUnder(PROMPT));
});

it('scores in the widget', async () => {
  await openAt(new URL('widget.html', host.url).href);
  await button('Score 3 pictures').click();
  await page.getByText(/ is \w+ best|Too close to call/).waitFor();
  const result: WidgetResult | undefined = await page.evaluate(() => document.querySelector('edit-reward')?.result);
  expect(result?.outcomes).toHaveLength(PICTURES.length);
  for (const [index, outcome] of result?.outcomes.entries() ?? []) {
    expectOfficial(PICTURES[index] ?? '', outcome.status === 'scored' ? outcome.score.reward : NaN);
  }
});

interface ScoredPicture {
  readonly edited: string;
  readonly instruction: string;
  readonly reward: number;
}

/** Each picture with its prompt beside it; in folders the official code finds PNG and JPEG alone. */
const BATCH = goldenCases('tiny-hpsv3')
  .filter(({ id }) => ['roof', 'roof-blue', 'cjk', 'portrait'].includes(id))
  .map(({ edited, instruction }) => ({ file: edited, prompt: instruction }));

async function batchFiles(): Promise<OfferedFile[]> {
  const files = BATCH.map(async ({ file, prompt }): Promise<OfferedFile[]> => [
    { path: `houses/${file}`, bytes: await readFile(join(images, file)) },
    { path: `houses/${file.replace('.png', '.txt')}`, bytes: Buffer.from(prompt) },
  ]);
  return (await Promise.all(files)).flat();
}

it('scores a folder of pictures with their prompts on the Batch page', async () => {
  await openWithModel('#/batch');
  await offerFolder(page, 'set', await batchFiles());
  await page.getByRole('region', { name: 'Open a dataset' }).getByRole('button', { name: 'Choose a folder' }).click();
  await modelReady();
  await button('Score 4 pictures').click();
  await page.getByText(/^4 of 4 pictures scored/).waitFor();
  await page.getByLabel('Format of the results').selectOption({ label: 'JSON' });
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  const { edits }: { edits: readonly ScoredPicture[] } = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(edits.map(({ edited }) => edited.replace(/.*\//, '')).toSorted()).toEqual(
    BATCH.map(({ file }) => file).toSorted(),
  );
  for (const { edited, instruction, reward } of edits) expectOfficial(edited.replace(/.*\//, ''), reward, instruction);
});
