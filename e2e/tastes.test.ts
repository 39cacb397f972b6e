/** A taste of one's own: voted for, trained, used, exported, imported and removed. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RgbImage } from '../src/core/image/rgbImage.ts';
import type { ScoreReport } from '../src/core/score/scoreReport.ts';
import type { Vote } from '../src/core/votes/vote.ts';
import { nanoCase } from '../src/nano/suite.ts';
import { preferences, VOTERS } from '../src/nano/voters.ts';
import { writeNanoVotes } from '../src/testing/nanoVotes.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { copied } from './harness/copied.ts';

const FOLDER = 'public/examples/recolor';
const EDITS = ['done-but-blurred.png', 'done.png', 'wrong-color.png'].map((name) => `${FOLDER}/${name}`);
/** As the test of the command line has it: this voter sees other things than the model. */
const SUITE = { seed: 21, scenes: 24, pairs: 2 } as const;
/** Some hundred pictures are looked at, on a machine that may be busy. */
const SLOW = { timeout: 300_000 };
const NAME = 'What I mind';
/** While it is taken off, the status still names it. */
const OWN_HEADS = /^(?!.*taste).*self-test passed/s;

let browser: TestBrowser;
let open: OpenPage;
let page: Page;
let folder: string;
let exported: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'editreward-tastes-'));
  exported = join(folder, 'exported.taste');
  browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  open = await browser.openPage();
  page = open.page;
});
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

const goTo = (hash: string) => page.evaluate((to) => void (location.hash = to), hash);
const tastes = () => page.getByRole('region', { name: 'Your own taste' });
const row = () => page.getByRole('listitem', { name: NAME, exact: true });
const status = () => page.getByRole('button', { name: /^Model:/ }).innerText();
const verdict = () => page.getByRole('region', { name: 'Verdict' });

interface DrawnVotes {
  readonly votes: readonly Vote[];
  /** Base64 by SHA-256. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** A voter's votes on drawn scenes. */
async function drawVotes(): Promise<DrawnVotes> {
  const votes: Vote[] = [];
  const pictures: Record<string, string> = {};
  const keep = async ({ width, height, data }: RgbImage, name: string) => {
    const png = await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer();
    const sha256 = createHash('sha256').update(png).digest('hex');
    pictures[sha256] = png.toString('base64');
    return { name, sha256 };
  };
  for (let scene = 0; scene < SUITE.scenes; scene++) {
    const { source, candidates, instruction } = nanoCase(SUITE.seed, scene);
    const shown = await keep(source, `${scene}.png`);
    const liked = preferences(candidates.map(({ grades }) => VOTERS.elseChanged(grades))).slice(0, SUITE.pairs);
    for (const [k, pair] of liked.entries()) {
      const [better, worse] = pair.map((place) => candidates[place]);
      if (!better || !worse) throw new Error('A pair names no candidate.');
      const voted = [
        await keep(better.image, `${scene}-${k}-a.png`),
        await keep(worse.image, `${scene}-${k}-b.png`),
      ] as const;
      // Not always the first.
      const turned = scene % 2 === 1;
      votes.push({
        id: `${scene}-${k}`,
        votedAt: scene,
        instruction,
        source: shown,
        candidates: turned ? voted.toReversed() : voted,
        ranks: turned ? [2, 1] : [1, 2],
        isBlind: true,
      });
    }
  }
  return { votes, pictures };
}

/** 300 pairs of four edits of 50 sources, of which only the names differ. */
async function writeManyVotes(into: string): Promise<void> {
  await mkdir(into);
  const picture = await readFile(`${FOLDER}/source.png`);
  const pairs = [0, 1, 2, 3].flatMap((one) => [0, 1, 2, 3].slice(one + 1).map((other) => [one, other] as const));
  const rows: unknown[] = [];
  for (let source = 0; source < 50; source++) {
    const edit = (k: number) => `${source}-${k}.png`;
    await writeFile(join(into, `${source}.png`), picture);
    for (const k of [0, 1, 2, 3]) await writeFile(join(into, edit(k)), picture);
    for (const [one, other] of pairs) {
      const paths = { path_src: `${source}.png`, path1: edit(one), path2: edit(other) };
      rows.push({ instruction: 'Make it blue', ...paths, human_vote: 'A>B' });
    }
  }
  await writeFile(join(into, 'many.json'), JSON.stringify(rows));
}

/** As if somebody had voted on all of them: into the store that the dialog has made. */
function putVotes(drawn: DrawnVotes): Promise<void> {
  return page.evaluate(async ({ votes, pictures }) => {
    const opened = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('editreward-votes');
      opening.addEventListener('success', () => resolve(opening.result));
      opening.addEventListener('error', () => reject(opening.error ?? new Error('It does not open.')));
    });
    const transaction = opened.transaction(['votes', 'pictures'], 'readwrite');
    for (const vote of votes) transaction.objectStore('votes').put(vote);
    for (const [sha256, base64] of Object.entries(pictures)) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
      transaction.objectStore('pictures').put(new Blob([bytes], { type: 'image/png' }), sha256);
    }
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    opened.close();
  }, drawn);
}

/** Within the page, which may have looked at all pictures while a test's question and answer are under way. */
function cancelOnceItLooks(): void {
  const observer = new MutationObserver(() => {
    const panel = document.querySelector('.tastes');
    if (!/looking at picture/i.test(panel?.textContent ?? '')) return;
    observer.disconnect();
    [...(panel?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Cancel')?.click();
    document.documentElement.dataset['cancelled'] = 'yes';
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}

async function report(): Promise<ScoreReport> {
  return JSON.parse(await copied(page, page.getByRole('button', { name: 'Copy results as JSON' })));
}

async function reportOn(hash: string): Promise<ScoreReport> {
  await goTo(hash);
  await verdict().waitFor();
  return report();
}

/** As if another tab had removed them. */
function forgetTastes(): Promise<void> {
  return page.evaluate(async () => {
    const deleting = indexedDB.deleteDatabase('editreward-tastes');
    await new Promise((resolve) => deleting.addEventListener('success', resolve));
  });
}

function rewards({ candidates }: ScoreReport) {
  return candidates.map((one) => ('reward' in one ? one.reward : undefined));
}

async function importFile(name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  await tastes().getByLabel('Import a taste').setInputFiles(path);
}

describe('a taste of one’s own', () => {
  let own: ScoreReport;

  it('needs more votes than those of one vote, and says how many', async () => {
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    await page.getByLabel('Choose the source').setInputFiles(`${FOLDER}/source.png`);
    await page.getByLabel('Choose candidates').setInputFiles(EDITS);
    await page.getByRole('textbox', { name: 'Instruction' }).fill('Make the red circle blue');
    await page.getByRole('button', { name: 'Vote first' }).click();
    const dialog = page.getByRole('dialog', { name: 'Blind vote' });
    await dialog.waitFor();
    for (const key of ['ArrowLeft', 'ArrowRight', 't', 'Enter']) await page.keyboard.press(key);
    await dialog.getByText(/The model agrees with you on/).waitFor();
    await page.keyboard.press('Escape');
    await verdict().waitFor();
    own = await report();
    expect(own.model.taste).toBeUndefined();

    await goTo('#/models');
    await tastes().getByText('There are 3 blind votes on 1 source').waitFor();
    expect(await tastes().innerText()).toContain('Votes on 9 more are needed');
    expect(await tastes().getByRole('button', { name: 'Train a taste' }).isDisabled()).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
  });

  it('is trained from blind votes, tried on others, and offered because it agrees better', SLOW, async () => {
    await putVotes(await drawVotes());
    await goTo('#/');
    await verdict().waitFor();
    await goTo('#/models');
    await tastes().getByText('There are 51 blind votes on 25 sources').waitFor();
    await tastes().getByLabel('Name').fill(NAME);
    await page.evaluate(cancelOnceItLooks);
    await tastes().getByRole('button', { name: 'Train a taste' }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['cancelled'])).toBe('yes');
    await tastes().getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    // What it has seen by then it does not look at again.
    await tastes().getByRole('button', { name: 'Train a taste' }).click();
    const learned = tastes().getByRole('region', { name: 'What was learned' });
    await learned.waitFor({ timeout: SLOW.timeout });
    expect(await learned.getByRole('status').innerText()).toMatch(
      /^It agrees with you better than the model’s own heads, by \d+\.\d points \(95% interval [−\d.]+ to [\d.]+\)/,
    );
    const rows = await learned.getByRole('row').allInnerTexts();
    const shares = rows.slice(1, 3).map((text) => Number(/([\d.]+)% \(/.exec(text)?.[1]));
    // The measured gain is some 20 points for this voter; 10 leave room for the other votes.
    expect((shares[1] ?? 0) - (shares[0] ?? 0)).toBeGreaterThan(10);
    expect(rows).toHaveLength(1 + 2 + 1 + 3);
    expect(await axeFindings(page)).toEqual([]);
    await learned.getByRole('button', { name: 'Keep this taste' }).click();
    await row().waitFor();
    expect(await row().innerText()).toContain('for editreward-nano · 51 votes on 25 sources');
    expect(await status()).not.toContain('taste');
  });

  it('scores in the place of the model’s own heads, and every score says so', async () => {
    await row().getByRole('button', { name: 'Use' }).click();
    await expect.poll(status).toContain(`taste “${NAME}”`);
    await expect.poll(() => row().innerText()).toContain('in use');
    await goTo('#/');
    await page.getByText(/Scores are for the model without a taste/).waitFor();
    await page.getByRole('button', { name: /^Score/ }).click();
    await verdict().getByText(`The taste “${NAME}” gave these scores`).waitFor();
    const tasted = await report();
    expect(tasted.model.taste).toEqual({ name: NAME, sha256: expect.stringMatching(/^[\da-f]{64}$/) });
    expect(tasted.model.manifestSha256).toBe(own.model.manifestSha256);
    expect(rewards(tasted)).toHaveLength(EDITS.length);
    expect(rewards(tasted)).not.toEqual(rewards(own));
    await goTo('#/history');
    await expect.poll(() => page.getByRole('listitem').first().innerText()).toContain(`taste “${NAME}”`);
  });

  it('comes back after a reload, and its scores are of the model in use', async () => {
    const before = await reportOn('#/');
    await page.reload();
    await expect.poll(status).toContain(`taste “${NAME}”`);
    const after = await reportOn('#/');
    expect(after.model).toEqual(before.model);
    expect(rewards(after)).toEqual(rewards(before));
    expect(await page.getByText(/Scores are for/).count()).toBe(0);
  });

  it('is trained from a dataset of votes, which the Batch page hands over', SLOW, async () => {
    const dataset = join(folder, 'votes');
    await writeNanoVotes(dataset, VOTERS.elseChanged, { seed: 5, scenes: 12, pairs: 1 });
    const files = (await readdir(dataset)).map((name) => join(dataset, name));
    await goTo('#/batch');
    await page.getByLabel('Choose files').setInputFiles(files);
    await page.getByRole('button', { name: 'Train a taste' }).click();
    await tastes().getByText('There are 12 votes on 12 sources in votes.json.').waitFor();
    await tastes().getByRole('button', { name: 'Train a taste' }).click();
    // It goes on meanwhile.
    await goTo('#/batch');
    await page.getByRole('heading', { name: 'votes.json' }).waitFor();
    await goTo('#/models');
    const learned = tastes().getByRole('region', { name: 'What was learned' });
    await learned.waitFor({ timeout: SLOW.timeout });
    expect(await learned.getByRole('status').innerText()).toContain('agree with these votes');
    expect(await learned.innerText()).toContain('Agreement with 12 votes');
    expect(await axeFindings(page)).toEqual([]);
    await tastes().getByLabel('Learn from').selectOption('my blind votes');
  });

  it('may have whole heads where there are many votes, and a phone has room for the choice', async () => {
    const dataset = join(folder, 'many');
    await writeManyVotes(dataset);
    const files = (await readdir(dataset)).map((name) => join(dataset, name));
    await goTo('#/batch');
    const close = page.getByRole('button', { name: 'Close', exact: true });
    await close.or(page.getByLabel('Choose files')).first().waitFor();
    if (await close.isVisible()) await close.click();
    await page.getByLabel('Choose files').setInputFiles(files);
    await page.getByRole('button', { name: 'Train a taste' }).click();
    await tastes().getByText('There are 300 votes on 50 sources in many.json.').waitFor();
    const wide = page.viewportSize();
    await page.setViewportSize({ width: 390, height: 844 });
    const rightOf = async () => {
      const box = await tastes().getByLabel('Heads').boundingBox();
      return (box?.x ?? 0) + (box?.width ?? Infinity);
    };
    await expect.poll(rightOf).toBeLessThanOrEqual(390);
    if (wide) await page.setViewportSize(wide);
    await tastes().getByLabel('Learn from').selectOption('my blind votes');
  });

  it('is exported, and removed only once that was confirmed; then the model has its own heads again', async () => {
    await goTo('#/models');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row().getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${NAME}.taste`);
    await download.saveAs(exported);
    await row().getByRole('button', { name: 'Remove', exact: true }).click();
    await row().getByRole('button', { name: 'Keep' }).click();
    await row().getByRole('button', { name: 'Remove', exact: true }).click();
    await row()
      .getByRole('button', { name: `Remove “${NAME}” for good` })
      .click();
    await row().waitFor({ state: 'detached' });
    await expect.poll(status).toMatch(OWN_HEADS);
  });

  it('a wrong or damaged file is refused by name, and the whole one comes back and is used', async () => {
    const whole = await readFile(exported);
    await importFile('cut.taste', whole.subarray(0, -7));
    await tastes().getByText('cut.taste is damaged or cut off').waitFor();
    await importFile('photo.taste', await readFile(`${FOLDER}/source.png`));
    await tastes().getByText('photo.taste is not a taste').waitFor();
    const changed = Uint8Array.from(whole);
    changed[whole.length - 40] = (whole[whole.length - 40] ?? 0) ^ 1;
    await importFile('changed.taste', changed);
    await tastes().getByText('changed.taste is damaged or cut off').waitFor();
    expect(await row().count()).toBe(0);
    await importFile('whole.taste', whole);
    await row().getByRole('button', { name: 'Use' }).click();
    await expect.poll(status).toContain(`taste “${NAME}”`);
    await row().getByRole('button', { name: 'Stop using' }).click();
    await expect.poll(status).toMatch(OWN_HEADS);
    expect(await row().count()).toBe(1);
  });

  it('that is kept no more is told of, and the model has its own heads', async () => {
    await row().getByRole('button', { name: 'Use' }).click();
    await expect.poll(status).toContain(`taste “${NAME}”`);
    await forgetTastes();
    await goTo('#/');
    await page.reload();
    await page.getByText(`The taste “${NAME}” is not kept in this browser any more.`).first().waitFor();
    expect(await status()).not.toContain('taste “');
    expect(open.errors).toEqual([]);
  });
});
