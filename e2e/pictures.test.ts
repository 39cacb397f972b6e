/** A model that judges pictures by themselves: no source, a prompt, heads of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { liftScore } from '../src/core/score/flatScore.ts';
import type { ScoreReport } from '../src/core/score/scoreReport.ts';
import type { WidgetResult } from '../src/widget/index.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { editrewardHere } from '../src/testing/commandLine.ts';
import { serveHostPages, type HostPages } from './harness/hostPages.ts';
import { copied } from './harness/copied.ts';
import { writePictureModel } from '../src/testing/pictureModel.ts';

const FOLDER = 'public/examples/recolor';
const PICTURES = ['done.png', 'wrong-color.png'];
const paths = PICTURES.map((name) => join(FOLDER, name));
const PROMPT = 'A blue circle and a red square';
/** Between wasm and Node: the same arithmetic, summed in another order. */
const SAME_REWARD = 1e-5;

const site = inject('siteUrl');
let root: string;
let model: string;
let browser: TestBrowser;
let host: HostPages;
let open: OpenPage;
let page: Page;
let expected: ReadonlyMap<string, number>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'editreward-pictures-'));
  model = join(root, 'pictures');
  await writePictureModel(model);
  host = await serveHostPages({
    folders: [
      { prefix: 'pictures/', folder: FOLDER },
      { prefix: 'model/', folder: model },
    ],
    pages: {
      'widget.html': `<!doctype html><html lang="en"><title>A page</title><script type="module" src="${site}widget/edit-reward.js"></script><body><edit-reward model="/model/" candidates="${PICTURES.map((name) => `pictures/${name}`).join(' ')}" instruction="${PROMPT}"></edit-reward></body></html>`,
    },
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
  browser = await launchBrowser(site, { webgpu: false });
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { out } = await editrewardHere('score', '--model', model, '--image', ...paths, '--prompt', PROMPT, '--json');
  expected = rewardsIn(JSON.parse(out));
}, 240_000);
afterAll(async () => {
  await browser.close();
  await host.close();
  await rm(root, { recursive: true });
});
afterEach(() => page.close());

async function openAt(url: string): Promise<void> {
  open = await browser.openPage(url);
  page = open.page;
}

function rewardsIn({ candidates }: ScoreReport): Map<string, number> {
  return new Map(
    candidates.flatMap((one) => ('rank' in one ? [[one.file.replace(/.*\//, ''), one.reward] as const] : [])),
  );
}

function expectRewards(rewards: ReadonlyMap<string, number>): void {
  expect([...rewards.keys()].toSorted()).toEqual(PICTURES);
  for (const [file, reward] of rewards) {
    expect(Math.abs(reward - (expected.get(file) ?? NaN))).toBeLessThan(SAME_REWARD);
  }
}

async function copiedReport(): Promise<ScoreReport> {
  return JSON.parse(await copied(page, page.getByRole('button', { name: 'Copy results as JSON' })));
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const modelReady = () => button(/self-test passed/).waitFor();
const prompt = () => page.getByRole('textbox', { name: 'Prompt' });
const cards = (heading: string) => page.getByRole('list', { name: `${heading}, best first` }).getByRole('listitem');

async function score(text: string): Promise<void> {
  await page.getByRole('textbox').first().fill(text);
  await page.getByRole('textbox').first().press('Enter');
  await page.getByRole('region', { name: 'Verdict' }).waitFor();
}

describe('the Score page', () => {
  it('has no source, and scores pictures under a prompt', async () => {
    await openAt(`?model=${encodeURIComponent(`${host.url}model/`)}`);
    await modelReady();
    await page.getByText('Next: add the pictures.').waitFor();
    expect(await page.getByRole('heading', { name: 'Source' }).count()).toBe(0);
    await page.getByLabel('Choose pictures').setInputFiles(paths);
    await cards('Pictures').nth(1).waitFor();
    await page.getByText('Next: type the prompt that the pictures were made from.').waitFor();
    await score(PROMPT);

    expect(await button(/^Example/).count()).toBe(0);
    const report = await copiedReport();
    expectRewards(rewardsIn(report));
    const [best] = report.candidates.flatMap((one) => ('rank' in one ? [one] : []));
    expect(Object.keys(best ? liftScore(best).heads : {})).toEqual(['alignment', 'beauty']);
    const [first] = await cards('Pictures').allInnerTexts();
    expect(first).toContain(best?.file);
    expect(first).toMatch(/Alignment[^]*Beauty/);
    await expect.poll(() => page.getByText('compare only pictures made from this prompt').count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);

    await button(`Compare ${best?.file} with others`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: best?.file ?? 'none' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await dialog.getByRole('heading', { name: best?.file ?? 'none' }).waitFor({ state: 'detached' });
    await expect.poll(() => dialog.getByRole('img').count()).toBe(2);
    expect(open.errors).toEqual([]);
  });

  it('keeps the pictures when models change, and never mixes scores', async () => {
    await openAt('');
    await modelReady();
    await page.getByLabel('Choose the source').setInputFiles(join(FOLDER, 'source.png'));
    await page.getByLabel('Choose candidates').setInputFiles(paths);
    await cards('Candidates').nth(1).waitFor();
    await score('Make the red circle blue');
    const edits = await copiedReport();

    await button(/^Model/).click();
    await page.getByLabel('Choose a folder').setInputFiles(model);
    await page.getByText('Scores are for the previous model.').waitFor();
    await page.getByText('the source, is kept for a model that judges edits').waitFor();
    await expect.poll(() => cards('Pictures').count()).toBe(2);
    expect(await page.getByRole('heading', { name: 'Source' }).count()).toBe(0);
    // Old scores keep the names of what they are of.
    await expect.poll(async () => (await cards('Pictures').allInnerTexts())[0]).toContain('Visual quality');
    await score(PROMPT);
    await page.getByText('Beauty').first().waitFor();
    const pictures = await copiedReport();
    expect(pictures.model.id).toBe('pictures');
    expectRewards(rewardsIn(pictures));
    for (const text of await cards('Pictures').allInnerTexts()) expect(text).not.toContain('Visual quality');

    await button(/^Model/).click();
    await button(/^editreward-nano/).click();
    await page.getByRole('img', { name: 'Source: source.png' }).waitFor();
    await page.getByText('Scores are for the previous model.').waitFor();
    await score('Make the red circle blue');
    await page.getByText('Visual quality').first().waitFor();
    expect(rewardsIn(await copiedReport())).toEqual(rewardsIn(edits));
  });

  it('judges the source as well when it is told to', async () => {
    await openAt('');
    await modelReady();
    await page.getByLabel('Choose the source').setInputFiles(join(FOLDER, 'source.png'));
    await button(/^Model/).click();
    await page.getByLabel('Choose a folder').setInputFiles(model);
    await button('Score it as well').click();
    await cards('Pictures').getByText('source.png').waitFor();
    await prompt().fill(PROMPT);
    await prompt().press('Enter');
    await page.getByText('Beauty').first().waitFor();
  });
});

describe('the widget', () => {
  it('needs no source, and shows the heads of its model', async () => {
    await openAt(new URL('widget.html', host.url).href);
    await button('Score 2 pictures').click();
    await page.getByText(/ is \w+ best|Too close to call/).waitFor();
    const result: WidgetResult | undefined = await page.evaluate(() => document.querySelector('edit-reward')?.result);
    const rewards = result?.outcomes.map((outcome) => (outcome.status === 'scored' ? outcome.score.reward : NaN)) ?? [];
    expectRewards(new Map(PICTURES.map((name, index) => [name, rewards[index] ?? NaN])));
    expect(result?.status.model.heads.map(({ label }) => label)).toEqual(['Alignment', 'Beauty']);
    await expect.poll(() => page.getByText('Beauty').count()).toBe(2);
  });

  it('says what to do with a source that the model does not look at', async () => {
    await openAt(new URL('widget.html', host.url).href);
    await button('Score 2 pictures').waitFor();
    await page.evaluate(() => document.querySelector('edit-reward')?.setAttribute('source', 'pictures/source.png'));
    await button('Score 2 edits').click();
    await page.getByText('Leave the source image out.').waitFor();
  });
});
