import { resolve } from 'node:path';
import { expect, inject } from 'vitest';
import { onChromium } from './onChromium.ts';
import type { Rewards, SiteTab } from './siteTab.ts';

/** The same WebAssembly runs on other cores and numbers of threads, which only change the order of some sums. */
export const SAME_REWARD = 1e-4;

/** Instructions of two of the site's examples. */
export const FIRST = 'Make the red circle blue';
export const SECOND = 'Remove the blue star';

const OWN_INSTRUCTION = 'Paint the roof blue';
const picture = (name: string) => resolve('reference/tiny/images', name);
const PICTURES = ['house_blue_roof.png', 'house_dusk.jpg', 'house_no_sun.webp'].map(picture);

/** Chooses pictures of one's own, and types what was asked for. */
export async function addOwn(tab: SiteTab): Promise<void> {
  await tab.sees('Choose the source');
  await tab.chooseFiles('input[type=file]:not([multiple], [webkitdirectory])', [picture('house.png')]);
  await tab.chooseFiles('input[type=file][multiple]', PICTURES);
  await tab.fill('textarea', OWN_INSTRUCTION);
}

/** The rewards of what {@link addOwn} has added. */
export async function scoreOwn(tab: SiteTab): Promise<Rewards> {
  await tab.click('^Score$');
  await tab.sees('Chance that');
  return tab.rewards();
}

/** What Chromium gives on the CPU, which all tests of numbers are made in. */
export interface ChromiumRewards {
  readonly first: Rewards;
  readonly second: Rewards;
  readonly own: Rewards;
}

/** Of the site's own model. */
export async function rewardsOf(tab: SiteTab): Promise<ChromiumRewards> {
  await tab.goTo(inject('siteUrl'));
  const first = await tab.tryExample(FIRST);
  const second = await tab.tryExample(SECOND);
  await tab.click('^Clear all$');
  await addOwn(tab);
  return { first, second, own: await scoreOwn(tab) };
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
