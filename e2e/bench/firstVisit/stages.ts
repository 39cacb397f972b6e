import type { Observation } from './visitPage.ts';

/** What a first score waits for. Not each waits for the one before: files and the runtime come side by side. */
const STAGES: readonly { readonly name: string; readonly at: (told: Told) => number }[] = [
  { name: 'Document', at: (told) => told.first('document') },
  { name: "Page's scripts", at: (told) => told.last(/\/assets\/(?!scorer|ort)[\w-]+\.js$/, 'example clickable') },
  { name: 'Example clickable', at: (told) => told.first('example clickable') },
  { name: 'Worker started', at: (told) => told.first('worker started') },
  { name: 'Devices known', at: (told) => told.first('EditReward: devices known') },
  { name: 'Model fetched', at: (told) => told.last(/\/nano-[\w-]+\//) },
  { name: 'WebAssembly fetched', at: (told) => told.last(/\.wasm$/) },
  { name: 'WebAssembly compiled', at: (told) => told.first('wasm compiled') },
  { name: 'Threads instantiated', at: (told) => told.last(/^thread instantiated$/) },
  { name: 'Runtime ready', at: (told) => told.first('EditReward: runtime ready') },
  { name: 'Sessions created', at: (told) => told.first('EditReward: sessions created') },
  { name: 'Self-test passed', at: (told) => told.first('EditReward: self-test passed') },
  { name: 'Pictures decoded', at: (told) => told.first('EditReward: vision') },
  { name: 'First edit scored', at: (told) => told.first('EditReward: candidate scored') },
  { name: 'Scores on the page', at: (told) => told.first('all scored') },
];

export const STAGE_NAMES: readonly string[] = STAGES.map(({ name }) => name);

/** When each stage was over, in milliseconds since the navigation, in the order of {@link STAGE_NAMES}; NaN where nothing told. */
export function stageTimes(observations: readonly Observation[]): number[] {
  const told = new Told(observations);
  return STAGES.map(({ at }) => at(told));
}

class Told {
  readonly #observations: readonly Observation[];

  constructor(observations: readonly Observation[]) {
    this.#observations = observations;
  }

  first(wanted: string): number {
    const times = this.#observations.filter(([name]) => name === wanted).map(([, at]) => at);
    return times.length > 0 ? Math.min(...times) : NaN;
  }

  /** Of those up to `before`, if there is one. */
  last(wanted: RegExp, before?: string): number {
    const end = before === undefined ? Infinity : this.first(before);
    const times = this.#observations.filter(([name, at]) => wanted.test(name) && at <= end).map(([, at]) => at);
    return times.length > 0 ? Math.max(...times) : NaN;
  }
}
