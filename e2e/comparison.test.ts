/** Pictures are compared in every way by keys alone, and by fingers alone; what a phone shows after scoring. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { dataFolder } from '../src/testing/packages.ts';
import { axeFindings } from './harness/axeFindings.ts';
import { launchBrowser, type OpenPage, type TestBrowser } from './harness/browser.ts';
import { type Fingers, fingersOn, middleOf } from './harness/fingers.ts';
import { smallTargets } from './harness/smallTargets.ts';
import { tabTo } from './harness/tabTo.ts';

const image = (name: string) => `${dataFolder('tiny')}/images/${name}`;
const SOURCE = image('house.png');
const EDITS = [image('house_blue_roof.png'), image('house_gray.png')];

let browser: TestBrowser;
let open: OpenPage;
let page: Page;

const dialog = () => page.getByRole('dialog');
const mode = (name: string) => dialog().getByRole('radio', { name, exact: true });
const slider = () => dialog().getByRole('slider');
const zoom = () => dialog().getByRole('status', { name: 'Zoom' });
const percent = async () => Number.parseInt(await zoom().innerText(), 10);
const compare = (name: string) => page.getByRole('button', { name: `Compare ${name} with the source` });
const heading = (name: string) => dialog().getByRole('heading', { name });
const said = () => dialog().getByRole('status').filter({ hasText: /house/ }).innerText();
const firstPicture = () => dialog().locator('.zoom-pictures img').first();
const widthShown = async () => Math.round((await firstPicture().boundingBox())?.width ?? 0);

/** Where the first picture stands: its matrix. */
const placeOf = (picture: Locator) => picture.evaluate((element) => getComputedStyle(element).transform);

const isFocused = (element: Element) => element === document.activeElement;

async function openWith(source: string, edits: readonly string[]): Promise<void> {
  open = await browser.openPage('?model=');
  page = open.page;
  await page.getByLabel('Choose the source').setInputFiles(source);
  await page.getByLabel('Choose candidates').setInputFiles(edits);
  await page
    .getByRole('list', { name: /Candidates/ })
    .getByRole('listitem')
    .nth(edits.length - 1)
    .waitFor();
}

/** Where pictures stand is known once all are there. */
async function picturesShown(): Promise<void> {
  await dialog().locator('.zoom-pictures img').first().waitFor();
  await expect.poll(() => dialog().locator('.zoom-pictures img:not(.loaded)').count()).toBe(0);
  await expect.poll(percent).toBeGreaterThan(0);
}

async function resize(width: number, height: number): Promise<void> {
  await page.setViewportSize({ width, height });
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  // What watches sizes is told in the frame that follows.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

describe('by keys alone', () => {
  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await openWith(SOURCE, EDITS);
    await tabTo(page, compare('house_blue_roof.png'));
    await page.keyboard.press('Enter');
    await heading('house_blue_roof.png').waitFor();
    await picturesShown();
  });
  afterEach(async () => {
    expect(open.errors).toEqual([]);
    await page.close();
  });

  it('pictures stand side by side, and the focus is back where it was after Escape', async () => {
    await expect.poll(() => dialog().locator('.zoom-frame').count()).toBe(2);
    await expect.poll(said).toBe('Side by side: Candidate, house_blue_roof.png, beside Source, house.png.');
    await page.keyboard.press('ArrowRight');
    await heading('house_gray.png').waitFor();
    await expect.poll(said).toContain('house_gray.png, beside Source');
    await page.keyboard.press('ArrowLeft');
    await heading('house_blue_roof.png').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => compare('house_blue_roof.png').evaluate(isFocused)).toBe(true);
  });

  it('a slider wipes from one to the other', async () => {
    await page.keyboard.press('l');
    await tabTo(page, slider());
    for (const [key, value] of [
      ['Home', '0'],
      ['End', '100'],
      ['ArrowLeft', '99.5'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => slider().inputValue()).toBe(value);
    }
    const clip = dialog().locator('.zoom-over');
    await expect
      .poll(() => clip.evaluate((element) => getComputedStyle(element).clipPath))
      .toBe('inset(0px 0px 0px 99.5%)');
    await expect.poll(said).toContain('Slider:');
  });

  it('Space shows the other one for as long as it is held', async () => {
    await page.keyboard.press('b');
    await expect.poll(said).toContain('Blink:');
    const over = dialog().locator('.zoom-over');
    const isHidden = () => over.evaluate((element) => getComputedStyle(element).visibility === 'hidden');
    await expect.poll(isHidden).toBe(false);
    await page.keyboard.down(' ');
    await expect.poll(isHidden).toBe(true);
    await page.keyboard.up(' ');
    await expect.poll(isHidden).toBe(false);
  });

  it('a difference is zoomed and moved', async () => {
    await page.keyboard.press('d');
    await dialog().locator('.zoom-frame.difference').waitFor();
    await page.keyboard.press('1');
    await expect.poll(percent).toBe(100);
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press('+');
    await expect.poll(percent).toBe(Math.round(100 * 1.5 ** 8));
    const before = await placeOf(firstPicture());
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => placeOf(firstPicture())).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(() => placeOf(firstPicture())).not.toBe(before);
  });

  it('a pixel stays on a pixel in another mode, and in a window of another size', async () => {
    await page.keyboard.press('ArrowRight');
    await heading('house_gray.png').waitFor();
    await page.keyboard.press('1');
    await expect.poll(percent).toBe(100);
    const width = await widthShown();
    await page.keyboard.press('d');
    await dialog().locator('.zoom-frame.difference').waitFor();
    await dialog().getByRole('radio', { name: 'By width' }).waitFor(); // takes the frame a row
    await expect.poll(percent).toBe(100);
    await resize(1000, 600);
    await expect.poll(widthShown).toBe(width);
    await expect.poll(percent).toBe(100);
    await page.keyboard.press('0');
    await expect.poll(percent).toBeGreaterThan(100);
    const fitted = await percent();
    await resize(1000, 900);
    await expect.poll(percent).toBeGreaterThan(fitted);
  });

  it('all are looked through, and another is chosen for the left side', async () => {
    await page.keyboard.press('a');
    await expect.poll(said).toBe('All pictures. Chosen: Candidate, house_blue_roof.png.');
    await page.keyboard.press('ArrowRight');
    await heading('house_gray.png').waitFor();
    await expect.poll(said).toContain('Chosen: Candidate, house_gray.png');
    await page.keyboard.press('?');
    await dialog().getByText('a pixel on a pixel').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('s');
    await tabTo(page, dialog().getByRole('combobox', { name: 'Left picture' }));
    await page.keyboard.press('ArrowDown');
    await expect.poll(said).toBe('Side by side: Candidate, house_gray.png, beside Candidate, house_blue_roof.png.');
  });

  it('a picture of another size is laid over by its height', async () => {
    await page.close();
    await openWith(SOURCE, [image('banner.png')]);
    await tabTo(page, compare('banner.png'));
    await page.keyboard.press('Enter');
    await picturesShown();
    await page.keyboard.press('b');
    await tabTo(page, dialog().getByRole('radio', { name: 'By width' }));
    const over = dialog().locator('.zoom-over img');
    const before = await placeOf(over);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog().getByRole('radio', { name: 'By height' }).isChecked()).toBe(true);
    await expect.poll(() => placeOf(over)).not.toBe(before);
  });
});

describe('by fingers alone', () => {
  let fingers: Fingers;
  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false, phone: true });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    await openWith(SOURCE, EDITS);
    fingers = await fingersOn(page);
    await fingers.tap(compare('house_blue_roof.png'));
    await heading('house_blue_roof.png').waitFor();
    await picturesShown();
  });
  afterEach(async () => {
    expect(await smallTargets(page.locator('body'))).toEqual([]);
    expect(open.errors).toEqual([]);
    await page.close();
  });

  /** Two fingers from the middle outwards. */
  async function spread(): Promise<void> {
    const { x, y } = await middleOf(dialog().locator('.zoom-frame').first());
    await fingers.move(
      [
        { x: x - 20, y },
        { x: x - 80, y },
      ],
      [
        { x: x + 20, y },
        { x: x + 80, y },
      ],
    );
  }

  async function drag(byX: number, byY: number): Promise<void> {
    const { x, y } = await middleOf(dialog().locator('.zoom-frame').first());
    await fingers.move([
      { x: x - byX / 2, y: y - byY / 2 },
      { x: x + byX / 2, y: y + byY / 2 },
    ]);
  }

  it('pictures stand side by side, and are zoomed by two fingers and moved by one', async () => {
    const fitted = await percent();
    await spread();
    await expect.poll(percent).toBeGreaterThan(2 * fitted);
    const before = await placeOf(firstPicture());
    await drag(-60, 30);
    await expect.poll(() => placeOf(firstPicture())).not.toBe(before);
    await fingers.tap(dialog().getByRole('button', { name: 'Fit' }));
    await expect.poll(percent).toBe(fitted);
    await fingers.doubleTap(dialog().locator('.zoom-frame').first());
    await expect.poll(percent).toBe(100);
    await fingers.tap(dialog().getByRole('button', { name: 'Next' }));
    await heading('house_gray.png').waitFor();
  });

  it('a slider is drawn by its line; beside it the picture moves', async () => {
    await fingers.tap(mode('Slider'));
    await slider().waitFor();
    await picturesShown();
    const { x, y } = await middleOf(dialog().locator('.slider-line'));
    await fingers.move([
      { x, y },
      { x: x + 90, y },
    ]);
    await expect.poll(async () => Number(await slider().inputValue())).toBeGreaterThan(60);
    const drawn = await slider().inputValue();
    await spread();
    const before = await placeOf(firstPicture());
    const frame = await middleOf(dialog().locator('.zoom-frame'));
    await fingers.move([
      { x: frame.x - 120, y: frame.y - 100 },
      { x: frame.x - 60, y: frame.y - 40 },
    ]);
    await expect.poll(() => placeOf(firstPicture())).not.toBe(before);
    expect(await slider().inputValue()).toBe(drawn);
  });

  it('a button shows the other one for as long as it is held', async () => {
    await fingers.tap(mode('Blink'));
    const over = dialog().locator('.zoom-over');
    const isHidden = () => over.evaluate((element) => getComputedStyle(element).visibility === 'hidden');
    await fingers.hold(dialog().getByRole('button', { name: 'Hold to see Source' }), async () => {
      await expect.poll(isHidden).toBe(true);
    });
    await expect.poll(isHidden).toBe(false);
  });

  it('a difference is zoomed and moved', async () => {
    await fingers.tap(mode('Difference'));
    await dialog().locator('.zoom-frame.difference').waitFor();
    await picturesShown();
    const fitted = await percent();
    await spread();
    await expect.poll(percent).toBeGreaterThan(2 * fitted);
    const before = await placeOf(firstPicture());
    await drag(60, 0);
    await expect.poll(() => placeOf(firstPicture())).not.toBe(before);
  });

  it('one of all is chosen, and closed', async () => {
    await fingers.tap(mode('All'));
    await fingers.tap(dialog().getByRole('button', { name: 'house_gray.png' }));
    await heading('house_gray.png').waitFor();
    expect(await smallTargets(dialog())).toEqual([]);
    await fingers.tap(dialog().getByRole('button', { name: 'Close' }));
    await dialog().waitFor({ state: 'hidden' });
  });
});

describe('a phone', () => {
  beforeAll(async () => {
    browser = await launchBrowser(inject('siteUrl'), { webgpu: false, phone: true });
  });
  afterAll(() => browser.close());
  afterEach(() => page.close());

  it('shows the verdict after Score, and no control smaller than a finger', async () => {
    ({ page } = await browser.openPage());
    const fingers = await fingersOn(page);
    await page.getByRole('button', { name: /self-test passed/ }).waitFor();
    expect(await smallTargets(page.locator('body'))).toEqual([]);
    await page.getByLabel('Choose the source').setInputFiles(SOURCE);
    await page.getByLabel('Choose candidates').setInputFiles(EDITS);
    await page.getByRole('textbox', { name: 'Instruction' }).fill('Paint the roof blue');
    await fingers.tap(page.getByRole('button', { name: 'Score', exact: true }));
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await verdict.waitFor();
    const isInSight = () =>
      verdict.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
    await expect.poll(isInSight).toBe(true);
    expect(await smallTargets(page.locator('body'))).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  it('moves nothing by itself where people want no motion', async () => {
    ({ page } = await browser.openPage());
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.evaluate(() => {
      const animate = Element.prototype.animate;
      Element.prototype.animate = function counting(...args) {
        document.documentElement.dataset['animated'] = 'yes';
        return animate.apply(this, args);
      };
      document.addEventListener('transitionrun', () => (document.documentElement.dataset['animated'] = 'yes'));
      document.addEventListener('animationstart', () => (document.documentElement.dataset['animated'] = 'yes'));
    });
    await page
      .getByRole('button', { name: /^Example: / })
      .first()
      .click();
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    await page
      .getByRole('button', { name: /^Compare / })
      .first()
      .click();
    for (const name of ['Slider', 'Blink', 'Difference', 'All']) await mode(name).check();
    await picturesShown();
    expect(await page.evaluate(() => document.documentElement.dataset['animated'])).toBeUndefined();
  });
});
