/** Datasets without sources on the pages Batch and Benchmark, under a model that judges pictures by themselves. */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { editrewardHere } from '../src/testing/commandLine.ts';
import { exampleDataset } from './harness/exampleDataset.ts';
import { serveHostPages, type HostPages } from './harness/hostPages.ts';
import { offerFolder, type OfferedFile } from './harness/offeredFolder.ts';
import { writePictureModel } from '../src/testing/pictureModel.ts';

const EXAMPLES = 'public/examples';
/** Pictures of two folders, and the text beside each. */
const FOLDERS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  circles: [
    ['recolor/done.png', 'A blue circle\nand a red square'],
    ['recolor/wrong-color.png', 'A green circle\n'],
  ],
  squares: [['recolor/source.png', 'Two shapes']],
};
/** Between wasm and Node: the same arithmetic, summed in another order. */
const SAME_REWARD = 1e-5;

let root: string;
let host: HostPages;
let browser: TestBrowser;
let open: OpenPage;
let page: Page;
/** By path. */
let expected: ReadonlyMap<string, number>;
let report: { readonly textToImage: { readonly folders: { readonly overall: { readonly value: number } } } };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-batch-pictures-'));
  const model = join(root, 'model');
  await writePictureModel(model);
  for (const { path, bytes } of await folderFiles()) {
    await mkdir(dirname(join(root, 'bench', path)), { recursive: true });
    await writeFile(join(root, 'bench', path), bytes);
  }
  await cp(join(EXAMPLES, 'recolor/done.png'), join(root, 'bench/circles/mute.png'));
  const inputs = Object.keys(FOLDERS).flatMap((folder) => ['--folder', join(root, 'bench', folder)]);
  await editrewardHere('evaluate', ...inputs, '--model', model, '--out', join(root, 'out'));
  const lines = (await readFile(join(root, 'out/bench_scores.jsonl'), 'utf8')).trimEnd().split('\n');
  expected = rewardsIn(lines.map((line): ScoredPicture => JSON.parse(line)));
  report = JSON.parse(await readFile(join(root, 'out/bench_report.json'), 'utf8'));
  host = await serveHostPages({
    folders: [{ prefix: 'model/', folder: model }],
    pages: {},
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
});
afterAll(async () => {
  await browser.close();
  await host.close();
  await rm(root, { recursive: true });
});
beforeEach(async () => {
  open = await browser.openPage(`?model=${encodeURIComponent(`${host.url}model/`)}#/batch`);
  page = open.page;
});
afterEach(() => page.close());

async function folderFiles(): Promise<OfferedFile[]> {
  const files = Object.entries(FOLDERS).flatMap(([folder, pictures]) =>
    pictures.map(async ([path, prompt], k): Promise<OfferedFile[]> => [
      { path: `${folder}/${k}.png`, bytes: await readFile(join(EXAMPLES, path)) },
      { path: `${folder}/${k}.txt`, bytes: Buffer.from(prompt) },
    ]),
  );
  return (await Promise.all(files)).flat();
}

interface ScoredPicture {
  readonly edited: string;
  readonly instruction: string;
  readonly folder?: string;
  readonly source?: string;
  readonly reward: number;
}

function rewardsIn(pictures: readonly ScoredPicture[]): Map<string, number> {
  return new Map(pictures.map(({ edited, reward }) => [edited, reward]));
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const grid = () => page.getByRole('grid', { name: 'Pictures' });

async function chooseFolder(name: string, files: readonly OfferedFile[]): Promise<void> {
  await offerFolder(page, name, files);
  await page.getByRole('region', { name: 'Open a dataset' }).getByRole('button', { name: 'Choose a folder' }).click();
}

async function exportedPictures(): Promise<readonly ScoredPicture[]> {
  await page.getByLabel('Format of the results').selectOption({ label: 'JSON' });
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  return JSON.parse(await readFile(await download.path(), 'utf8')).edits;
}

describe('folders of pictures with their prompts', () => {
  it('are scored as on the command line, and each has its mean in the report', async () => {
    const mute = await readFile(join(EXAMPLES, 'recolor/done.png'));
    await chooseFolder('bench', [...(await folderFiles()), { path: 'circles/mute.png', bytes: mute }]);
    await page.getByText('3 items: 3 single pictures; 3 prompts.').waitFor();
    await page.getByText('1 picture left out').waitFor();
    await button(/self-test passed/).waitFor();
    await button('Score 3 pictures').click();
    await page.getByText(/^3 of 3 pictures scored/).waitFor();
    const heads = await grid().getByRole('columnheader').allInnerTexts();
    expect(heads.slice(1, -1)).toEqual(['Picture', 'Model', 'Reward', 'Alignment', 'Beauty']);
    expect(await page.getByLabel('Format of the results').innerText()).not.toContain('Official');
    expect(await axeFindings(page)).toEqual([]);

    await grid().getByRole('row').nth(1).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('img', { name: 'Picture: ' }).waitFor();
    // There is nothing beside it to slide over.
    expect(await dialog.getByText('Slider').count()).toBe(0);
    await page.keyboard.press('Escape');

    const pictures = await exportedPictures();
    const rewards = rewardsIn(pictures);
    expect([...rewards.keys()]).toEqual([...expected.keys()]);
    for (const [path, reward] of rewards) {
      expect(Math.abs(reward - (expected.get(path) ?? NaN))).toBeLessThan(SAME_REWARD);
    }
    expect(pictures[0]).toMatchObject({ instruction: 'A blue circle\n\nand a red square', folder: 'circles' });
    expect(pictures.some((one) => 'source' in one)).toBe(false);

    await button('Report').click();
    await page.getByRole('heading', { name: 'Rewards of folders' }).waitFor();
    const { value } = report.textToImage.folders.overall;
    await page.getByText(`over 2 folders, each counted once, is ${value.toFixed(2).replace('-', '−')}.`).waitFor();
    const suites = page.getByLabel('These are results of');
    expect(await suites.innerText()).not.toContain('EditReward');
    await suites.selectOption({ label: 'HPSv3’s benchmark of generators' });
    await page.getByText(/published: Kolors 10\.55, FLUX\.1-dev 10\.43/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(open.errors).toEqual([]);
  });
});

describe('pairs as HPDv3 has them', () => {
  it('are judged by their layout, and counted as the official code counts them', async () => {
    const pair = { prompt: 'A blue circle', path1: 'recolor/done.png', path2: 'recolor/source.png' };
    const rows = [{ ...pair, model1: 'flux', model2: 'sdxl', confidence: 0.97, choice_dist: [9, 1] }];
    const images = ['done', 'source'].map(async (name) => {
      return { path: `recolor/${name}.png`, bytes: await readFile(join(EXAMPLES, `recolor/${name}.png`)) };
    });
    const dataset = { path: 'hpdv3_test.json', bytes: Buffer.from(JSON.stringify(rows)) };
    await chooseFolder('set', [dataset, ...(await Promise.all(images))]);
    await page.getByText('the preferred picture first, as in all of HPDv3').waitFor();
    await button(/self-test passed/).waitFor();
    await button('Score 2 pictures').click();
    await page.getByText(/^2 of 2 pictures scored/).waitFor();
    const [first, second] = await exportedPictures();
    await button('Report').click();
    await page.getByText('Pairs, as HPSv3 counts them').first().waitFor();
    const right = (first?.reward ?? NaN) > (second?.reward ?? NaN);
    await page.getByText(right ? '1 right, 0 equal, 0 wrong.' : '0 right, 0 equal, 1 wrong.').waitFor();
    await page.getByText('because the dataset has the layout of HPDv3').waitFor();
    // By the name of the file.
    await page.getByText(/published: HPSv3 76\.9%/).waitFor();
    expect(open.errors).toEqual([]);
  });
});

describe('edits under such a model', () => {
  it('are refused with the model that they need', async () => {
    await chooseFolder('edits', exampleDataset({ examples: 1 }));
    await button(/self-test passed/).waitFor();
    await page.getByText('labels.json is of edits, each with its source, and Pictures judges').waitFor();
    await button('Score 4 edits').click();
    await page.getByRole('alert').getByText('Score it with a model of edits, such as EditReward.').waitFor();
    await page.getByText(/^0 of 4 edits scored/).waitFor();
  });
});
