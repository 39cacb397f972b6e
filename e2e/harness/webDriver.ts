/** Commands of https://www.w3.org/TR/webdriver2/, by the names that Firefox gives them. */
export type Command =
  | 'NewSession'
  | 'SetTimeouts'
  | 'Navigate'
  | 'ExecuteAsyncScript'
  | 'FindElement'
  | 'ElementSendKeys'
  | 'DeleteSession';

/** How commands reach a browser; resolves with the answer's value. */
export type Send = (command: Command, parameters?: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** The one tab of a stock browser, with a profile of its own. */
export interface DrivenTab {
  /** Resolves when the page's load event has fired. */
  goTo(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs `work` in the page: it can use nothing but its arguments. */
  run<Args extends readonly unknown[], Result>(
    work: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>;
  /** As a person does: gives a file input these files of the disk. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Something in the page took longer than this, and takes for ever. */
const SCRIPT_TIMEOUT_MS = 300_000;
/** Every wait of a page that hangs would be one of minutes. */
const LOAD_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/** The name under which elements go over the wire. */
const ELEMENT_KEY = 'element-6066-11e4-a52e-4f735466cecf';

type Answer = { readonly value: unknown } | { readonly error: string };

/** `stop` ends the browser. */
export async function driveTab(send: Send, stop: () => Promise<void>): Promise<DrivenTab> {
  await send('SetTimeouts', { script: SCRIPT_TIMEOUT_MS, pageLoad: LOAD_TIMEOUT_MS });
  return {
    goTo: async (url) => void (await send('Navigate', { url })),
    async reload() {
      // Not WebDriver's Refresh: Firefox's passes by the service worker.
      await run(send, leave);
      await untilLoaded(send);
    },
    run: (work, ...args) => run(send, work, ...args),
    async chooseFiles(selector, paths) {
      const found = (await send('FindElement', { using: 'css selector', value: selector })) as Record<string, string>;
      const text = paths.join('\n');
      await send('ElementSendKeys', { id: found[ELEMENT_KEY], text, value: [...text] });
    },
    async close() {
      await send('DeleteSession').catch(() => undefined);
      await stop();
    },
  };
}

async function run<Args extends readonly unknown[], Result>(
  send: Send,
  work: (...args: Args) => Result | Promise<Result>,
  ...args: Args
): Promise<Result> {
  const answer = (await send('ExecuteAsyncScript', { script: scriptOf(work), args })) as Answer;
  if ('error' in answer) throw new Error(answer.error);
  return answer.value as Result;
}

declare global {
  interface Window {
    /** Set on a page that is about to be left. */
    isLeft?: boolean;
  }
}

/** In the page. */
function leave(): void {
  window.isLeft = true;
  setTimeout(() => location.reload());
}

async function untilLoaded(send: Send): Promise<void> {
  const end = Date.now() + LOAD_TIMEOUT_MS;
  // While the page changes there may be none to answer.
  while (!(await run(send, () => !window.isLeft && document.readyState === 'complete').catch(() => false))) {
    if (Date.now() > end) throw new Error(`The page was not loaded anew within ${LOAD_TIMEOUT_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** The last argument is what WebDriver hands over to be called with the answer. */
function scriptOf(work: (...args: never) => unknown): string {
  return `
    const args = [...arguments];
    const done = args.pop();
    Promise.resolve().then(() => (${work})(...args)).then(
      (value) => done({ value: value === undefined ? null : value }),
      (error) => done({ error: String(error) + '\\n' + String(error && error.stack) }),
    );`;
}
