import type { ScoreReport } from '../../src/core/score/scoreReport.ts';
import type { DrivenTab } from './webDriver.ts';

/** By file. */
export type Rewards = Readonly<Record<string, number>>;

/** What a person does with the site, in any browser. Names and texts are regular expressions. */
export interface SiteTab extends DrivenTab {
  /** Runs `work` in the page again and again, until it gives something that is true; resolves with that. */
  until<Args extends readonly unknown[], Result>(
    what: string,
    work: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<NonNullable<Result>>;
  sees(text: string): Promise<void>;
  /** Clicks a button, link or label, once there is one that can be clicked. */
  click(name: string): Promise<void>;
  /** Types into a field. */
  fill(selector: string, text: string): Promise<void>;
  /** Gives a folder input these files, as if they lay together in a folder of this name. */
  chooseFolder(selector: string, name: string, paths: readonly string[]): Promise<void>;
  /** Clicks what saves a file, and resolves with that. */
  save(name: string): Promise<SavedFile>;
  /** The rewards on the page, once no more are to come. */
  rewards(): Promise<Rewards>;
  /** Opens an example, and resolves once it is scored. */
  openExample(instruction: string): Promise<void>;
  /** The same, and resolves with its rewards. */
  tryExample(instruction: string): Promise<Rewards>;
}

export interface SavedFile {
  readonly name: string;
  readonly text: string;
}

/** Longer than this nothing takes, on two cores with four times as much to do. */
const PATIENCE_MS = 120_000;
const POLL_MS = 100;

export function siteTab(tab: DrivenTab): SiteTab {
  const site: SiteTab = {
    ...tab,
    until: (what, work, ...args) => poll(tab, what, () => tab.run(work, ...args)),
    sees: async (text) => void (await site.until(`to see ${text}`, shows, text)),
    click: async (name) => void (await site.until(`to click ${name}`, clickNamed, name)),
    fill: async (selector, text) => void (await site.until(`for ${selector}`, fillField, selector, text)),
    async chooseFolder(selector, name, paths) {
      await site.until(`for ${selector}`, (folder) => document.querySelector(folder) !== null, selector);
      await tab.run(addFileInput, CHOSEN);
      await tab.chooseFiles(`#${CHOSEN}`, paths);
      await tab.run(handOver, CHOSEN, selector, name);
    },
    async save(name) {
      await tab.run(catchSave);
      await site.click(name);
      return site.until('for a file', readSaved);
    },
    async rewards() {
      // Two of three candidates have a chance already.
      await site.until('for the end of scoring', isIdle);
      await tab.run(catchCopies);
      await site.click('^Copy results as JSON$');
      const { candidates }: ScoreReport = JSON.parse(await site.until('to copy', () => window.copiedText ?? ''));
      return Object.fromEntries(candidates.map((one) => [one.file, 'reward' in one ? one.reward : NaN]));
    },
    async openExample(instruction) {
      const example = `^Example: ${instruction}$`;
      await site.sees('Try an example|Examples');
      if (!(await tab.run(clickNamed, example))) {
        await site.click('^Examples$');
        await site.click(example);
      }
      await site.until(`the scores of ${instruction}`, isScored, instruction);
    },
    async tryExample(instruction) {
      await site.openExample(instruction);
      return site.rewards();
    },
  };
  return site;
}

/** Id of an input that stands in for a folder's: WebDriver chooses no folders. */
const CHOSEN = 'files-of-a-folder';

async function poll<Result>(tab: DrivenTab, what: string, ask: () => Promise<Result>): Promise<NonNullable<Result>> {
  const end = Date.now() + PATIENCE_MS;
  let failure: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      // A page that is being loaded anew answers nothing.
      failure = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`It waited in vain ${what}. The page said:\n${await textOf(tab)}`, { cause: failure });
}

function textOf(tab: DrivenTab): Promise<string> {
  return tab.run(() => document.body.innerText).catch((error: unknown) => String(error));
}

declare global {
  interface Window {
    /** What the page copied last. Of the window: Firefox gives each script a global scope of its own. */
    copiedText: string | undefined;
    /** What the page saved last. */
    savedFile: { readonly name: string; readonly blob: Blob } | undefined;
  }
}

// What follows runs in the page, each by itself.

function shows(text: string): boolean {
  return new RegExp(text).test(document.body.innerText);
}

/** Also within a widget. A link may have a button's name: the button is meant. */
function clickNamed(name: string): boolean {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  for (const selector of ['button:enabled', 'a', 'summary', 'label']) {
    for (const one of roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)])) {
      const isNamed = new RegExp(name).test(one.getAttribute('aria-label') ?? one.innerText.trim());
      if (!isNamed || !one.checkVisibility()) continue;
      one.click();
      return true;
    }
  }
  return false;
}

function isScored(instruction: string): boolean {
  const field = document.querySelector<HTMLTextAreaElement>('textarea, input[type=text]');
  return field?.value === instruction && document.querySelector('.verdict') !== null;
}

function isIdle(): boolean {
  return document.querySelector('form button[type=submit]:enabled') !== null;
}

/** No browser lets a test read the clipboard unasked. */
function catchCopies(): void {
  window.copiedText = undefined;
  // Outside a secure context there is none.
  if (!('clipboard' in navigator)) Object.defineProperty(navigator, 'clipboard', { value: {} });
  navigator.clipboard.writeText = async (text) => void (window.copiedText = text);
}

/** React hears of what is typed, not of what a script puts there. */
function fillField(selector: string, text: string): boolean {
  const field = document.querySelector(selector);
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, text);
  return field?.dispatchEvent(new Event('input', { bubbles: true })) ?? false;
}

function addFileInput(id: string): void {
  document.body.prepend(Object.assign(document.createElement('input'), { type: 'file', multiple: true, id }));
}

function handOver(fromId: string, selector: string, folder: string): void {
  const from = document.querySelector<HTMLInputElement>(`#${fromId}`);
  const to = document.querySelector<HTMLInputElement>(selector);
  if (!from || !to) throw new Error(`There is no ${selector}.`);
  const files = Array.from(from.files ?? [], (file) =>
    Object.defineProperty(file, 'webkitRelativePath', { value: `${folder}/${file.name}` }),
  );
  Object.defineProperty(to, 'files', { value: files, configurable: true });
  to.dispatchEvent(new Event('change', { bubbles: true }));
  Reflect.deleteProperty(to, 'files');
  from.remove();
}

/** No browser without a window tells a test where it has put a download. */
function catchSave(): void {
  const { prototype } = HTMLAnchorElement;
  const { createObjectURL } = window.URL;
  const { click } = HTMLElement.prototype;
  let last: Blob | MediaSource | undefined;
  window.savedFile = undefined;
  window.URL.createObjectURL = (blob) => createObjectURL.call(window.URL, (last = blob));
  prototype.click = function (this: HTMLAnchorElement) {
    if (this.download === '' || !(last instanceof Blob)) return click.call(this);
    window.savedFile = { name: this.download, blob: last };
    window.URL.createObjectURL = createObjectURL;
    Reflect.deleteProperty(prototype, 'click');
  };
}

async function readSaved(): Promise<SavedFile | undefined> {
  const { savedFile } = window;
  return savedFile && { name: savedFile.name, text: await savedFile.blob.text() };
}
