import { resolve } from 'node:path';
import { expect, inject } from 'vitest';
import { onChromium } from './onChromium.ts';
import type { Rewards, SiteTab } from './siteTab.ts';

/** The same WebAssembly runs on other cores and numbers of threads, which only change the order of some sums. */
export const SAME_REWARD = 1e-4;

/** Instructions of two of the site's examples. */
export const FIRST = 'Make the red circle blue';
export const SECOND = 'Remove the blue star';

/** Pictures of one's own, as paths, and what was asked for. */
export interface OwnPictures {
  readonly source: string;
  readonly candidates: readonly string[];
  readonly instruction: string;
}

const picture = (name: string) => resolve('reference/tiny/images', name);

/** A PNG, an ordinary JPEG and a WebP. */
export const OWN: OwnPictures = {
  source: picture('house.png'),
  candidates: ['house_blue_roof.png', 'house_dusk.jpg', 'house_no_sun.webp'].map(picture),
  instruction: 'Paint the roof blue',
};

/** Chooses pictures of one's own, and types what was asked for. */
export async function addOwn(tab: SiteTab, { source, candidates, instruction } = OWN): Promise<void> {
  await tab.sees('Choose the source');
  await tab.chooseFiles('input[type=file]:not([multiple], [webkitdirectory])', [source]);
  await tab.chooseFiles('input[type=file][multiple]', candidates);
  await tab.fill('textarea', instruction);
}

/** The rewards of what {@link addOwn} has added. */
export async function scoreOwn(tab: SiteTab): Promise<Rewards> {
  await tab.click('^Score$');
  await tab.sees('All chances');
  return tab.rewards();
}

/** What Chromium gives on the CPU, which all tests of numbers are made in. */
export interface ChromiumRewards {
  readonly first: Rewards;
  readonly second: Rewards;
  /** Of pictures of one's own. */
  readonly own: Rewards;
}

/** Of the site's own model. */
export async function rewardsOf(tab: SiteTab, own = OWN): Promise<ChromiumRewards> {
  await tab.goTo(inject('siteUrl'));
  const first = await tab.tryExample(FIRST);
  const second = await tab.tryExample(SECOND);
  await tab.click('^Clear all$');
  await addOwn(tab, own);
  return { first, second, own: await scoreOwn(tab) };
}

/** The same, in Chromium. */
export function chromiumRewards(own = OWN): Promise<ChromiumRewards> {
  return onChromium((tab) => rewardsOf(tab, own));
}

/** What Chromium gives for the first example alone. */
export function firstOnChromium(): Promise<Rewards> {
  return onChromium(async (tab) => {
    await tab.goTo(inject('siteUrl'));
    return tab.tryExample(FIRST);
  });
}

export function expectSame(rewards: Rewards, right: Rewards): void {
  expect(Object.keys(rewards)).toEqual(Object.keys(right));
  for (const [file, reward] of Object.entries(rewards)) {
    expect(Math.abs(reward - (right[file] ?? NaN)), file).toBeLessThan(SAME_REWARD);
  }
}
