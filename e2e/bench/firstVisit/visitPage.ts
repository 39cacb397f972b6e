/** What follows runs in the page, each by itself; no function in it has a name, for the bench's loader would mark it. */

/** `[name, milliseconds since navigation]`. */
export type Observation = readonly [name: string, atMs: number];

/** Clicks the first example as soon as it is there; resolves when all its edits are scored. */
export async function scoreFirstExample(channel: string): Promise<readonly Observation[]> {
  const told: Observation[] = [];
  const workers = new BroadcastChannel(channel);
  workers.addEventListener('message', ({ data }) => told.push(data));
  const seen = new Map<string, number>();
  while (!seen.has('all scored')) {
    const text = document.body.textContent;
    if (!seen.has('example clickable')) {
      const buttons = [...document.querySelectorAll('button')];
      const example = buttons.find((button) => button.getAttribute('aria-label')?.startsWith('Example: '));
      if (example) seen.set('example clickable', performance.now());
      example?.click();
    }
    if (!seen.has('model ready') && text.includes('self-test passed')) seen.set('model ready', performance.now());
    if (!seen.has('first score drawn') && text.includes('±')) seen.set('first score drawn', performance.now());
    if (text.includes('All chances')) seen.set('all scored', performance.now());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  // The worker's last words.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  seen.set('document', navigation?.responseEnd ?? NaN);
  for (const { name, responseEnd } of performance.getEntriesByType('resource') as PerformanceResourceTiming[]) {
    if (!seen.has(name)) seen.set(name, responseEnd);
  }
  return [...seen, ...told.map(([name, at]) => [name, at - performance.timeOrigin] as const)];
}

export interface SecondVisitTimes {
  /** From the click to the scores. */
  readonly scoredMs: number;
  /** The longest that any request for a file of the site took meanwhile. */
  readonly slowestFetchMs: number;
}

/** Clicks the second example once `afterMs` have gone by; asks for a file of the site again and again meanwhile. */
export async function scoreSecondExample(afterMs: number): Promise<SecondVisitTimes> {
  const start = performance.now();
  let clicked: number | undefined;
  let scored: number | undefined;
  let slowestFetchMs = 0;
  let instruction = '';
  while (scored === undefined) {
    const asked = performance.now();
    await (await fetch('manifest.webmanifest', { cache: 'no-store' })).text();
    slowestFetchMs = Math.max(slowestFetchMs, performance.now() - asked);
    const field = document.querySelector<HTMLTextAreaElement>('textarea, input[type=text]');
    if (clicked === undefined && performance.now() - start >= afterMs) {
      const buttons = [...document.querySelectorAll('button')];
      const examples = buttons.filter((button) => button.getAttribute('aria-label')?.startsWith('Example: '));
      if (examples.length === 0) buttons.find((button) => button.textContent.trim() === 'Examples')?.click();
      instruction = (examples[1]?.getAttribute('aria-label') ?? '').replace('Example: ', '');
      if (examples[1]) clicked = performance.now();
      examples[1]?.click();
    } else if (clicked !== undefined && field?.value === instruction) {
      if (document.body.textContent.includes('All chances')) scored = performance.now();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { scoredMs: scored - (clicked ?? NaN), slowestFetchMs };
}
