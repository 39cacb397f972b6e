import type { Rewards, SiteTab } from './siteTab.ts';

/** Pictures of one's own, as paths, and what was asked for. */
export interface OwnPictures {
  readonly source: string;
  readonly candidates: readonly string[];
  readonly instruction: string;
}

/** Puts them on the page in the place of what is there, as a person does, and resolves with their rewards. */
export async function scoreOwn(tab: SiteTab, { source, candidates, instruction }: OwnPictures): Promise<Rewards> {
  await tab.click('^Clear all$');
  await tab.sees('Choose the source');
  await tab.chooseFiles('input[type=file]:not([multiple])', [source]);
  await tab.chooseFiles('input[type=file][multiple]', candidates);
  await tab.run(fillInstruction, instruction);
  await tab.click('^Score$');
  await tab.sees('Chance that');
  return tab.rewards();
}

/** In the page: React hears of what is typed, not of what a script puts there. */
function fillInstruction(text: string): void {
  const field = document.querySelector('textarea, input[type=text]');
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, text);
  field?.dispatchEvent(new Event('input', { bubbles: true }));
}
