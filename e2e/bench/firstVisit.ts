/** How long a first visit takes, in each browser: to the scores of the first example, and then to those of a second one. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Manifest } from '../../src/core/modelPackage/manifest.ts';
import { buildSite } from '../harness/builtSite.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { OBSERVATIONS, serveObservedSite } from './firstVisit/observedSite.ts';
import { childrenProcessorMs } from './firstVisit/processorTime.ts';
import { STAGE_NAMES, stageTimes } from './firstVisit/stages.ts';
import { findVisitors, type Visitor } from './firstVisit/visitors.ts';
import { scoreFirstExample, scoreSecondExample } from './firstVisit/visitPage.ts';
import { median } from './median.ts';

const ROUNDS = 5;
/** A browser that has just started still has much to do that is no part of a visit. */
const SETTLE_MS = 2000;
/** Who looks at the first scores clicks another example after this; the site is being kept meanwhile. */
const SECOND_AFTER_MS = 6000;
/** All others are compared with this one. */
const YARDSTICK = 'Firefox';

interface Visit {
  /** By stage, in milliseconds since the navigation. */
  readonly stages: readonly number[];
  readonly scoredMs: number;
  /** Of all processes of the browser, up to the scores. */
  readonly processorMs: number;
  readonly secondScoredMs: number;
  readonly slowestFetchMs: number;
  /** Of the page once more, with the service worker there. */
  readonly againMs: number;
}

/** `npm run bench -- first-visit [rounds]`. Visitors take turns, so that what else the machine does meets all of them. */
export const firstVisit: BenchCase = {
  name: 'first-visit',
  summary: 'from opening the page to the scores of its first example, in fresh browsers that take turns; [rounds]',
  async run([rounds = String(ROUNDS)]) {
    buildSite(process.cwd());
    const site = await serveObservedSite(process.cwd());
    const visitors = findVisitors();
    const visits = new Map<string, Visit[]>(visitors.map(({ name }) => [name, []]));
    try {
      for (let round = 0; round < Number(rounds); round++) {
        for (const visitor of visitors) visits.get(visitor.name)?.push(await visitOnce(site.url, visitor));
      }
    } finally {
      await site.close();
    }
    return { rows: [...visits].map(([visitor, those]) => toRow(visitor, those, visits)), markdown: describe(visits) };
  },
};

async function visitOnce(siteUrl: string, { query, launch }: Visitor): Promise<Visit> {
  const tab = await launch();
  try {
    await new Promise((settled) => setTimeout(settled, SETTLE_MS));
    const processorBefore = childrenProcessorMs();
    const url = new URL(query, siteUrl).href;
    await tab.goTo(url);
    const stages = stageTimes(await tab.run(scoreFirstExample, OBSERVATIONS));
    const processorMs = childrenProcessorMs() - processorBefore;
    const second = await tab.run(scoreSecondExample, SECOND_AFTER_MS);
    const leftAt = performance.now();
    await tab.goTo(url);
    return {
      stages,
      scoredMs: stages.at(-1) ?? NaN,
      processorMs,
      secondScoredMs: second.scoredMs,
      slowestFetchMs: second.slowestFetchMs,
      againMs: performance.now() - leftAt,
    };
  } finally {
    await tab.close();
  }
}

/** Of each round the ratio, and of these the median: a round's visits are neighbours in time. */
function ratio(visits: readonly Visit[], others: readonly Visit[], of: (visit: Visit) => number): number {
  return median(visits.flatMap((visit, round) => (others[round] ? [of(visit) / of(others[round])] : [])));
}

function toRow(visitor: string, visits: readonly Visit[], all: ReadonlyMap<string, readonly Visit[]>) {
  const yardstick = all.get(YARDSTICK) ?? [];
  const stages = STAGE_NAMES.map((name, index) => [name, middle(visits, ({ stages: times }) => times[index] ?? NaN)]);
  return {
    visitor,
    ...Object.fromEntries(stages),
    scoredMs: visits.map(({ scoredMs }) => Math.round(scoredMs)).join(' '),
    ratio: ratio(visits, yardstick, ({ scoredMs }) => scoredMs),
    processorMs: middle(visits, ({ processorMs }) => processorMs),
    processorRatio: ratio(visits, yardstick, ({ processorMs }) => processorMs),
    secondScoredMs: Math.max(...visits.map(({ secondScoredMs }) => secondScoredMs)),
    slowestFetchMs: Math.max(...visits.map(({ slowestFetchMs }) => slowestFetchMs)),
    againMs: Math.max(...visits.map(({ againMs }) => againMs)),
  };
}

const middle = (visits: readonly Visit[], of: (visit: Visit) => number) => median(visits.map(of));

const inSeconds = (milliseconds: number) => (Number.isNaN(milliseconds) ? '' : `${(milliseconds / 1000).toFixed(2)} s`);

function describe(visits: ReadonlyMap<string, readonly Visit[]>): string {
  const { id, dtype, files }: Manifest = JSON.parse(readFileSync(resolve('public/models/nano/manifest.json'), 'utf8'));
  const megabytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6;
  const rounds = Math.max(...[...visits.values()].map(({ length }) => length));
  const intro = `${id} ${dtype}, ${megabytes.toFixed(1)} MB; median of ${rounds} visits that took turns, the slowest in the last three columns.`;
  return [intro, describeVisits(visits), 'When each stage was over:', describeStages(visits)].join('\n\n');
}

function describeVisits(visits: ReadonlyMap<string, readonly Visit[]>): string {
  const yardstick = visits.get(YARDSTICK) ?? [];
  const against = (those: readonly Visit[], of: (visit: Visit) => number) =>
    yardstick.length === 0 ? '' : ratio(those, yardstick, of).toFixed(2);
  const slowest = (those: readonly Visit[], of: (visit: Visit) => number) => inSeconds(Math.max(...those.map(of)));
  const rows = [...visits].map(([name, those]) => [
    name,
    inSeconds(middle(those, ({ scoredMs }) => scoredMs)),
    against(those, ({ scoredMs }) => scoredMs),
    inSeconds(middle(those, ({ processorMs }) => processorMs)),
    against(those, ({ processorMs }) => processorMs),
    slowest(those, ({ secondScoredMs }) => secondScoredMs),
    slowest(those, ({ slowestFetchMs }) => slowestFetchMs),
    slowest(those, ({ againMs }) => againMs),
  ]);
  const times = `: ${YARDSTICK}`;
  const header = [
    'Visitor',
    'Example scored',
    times,
    'Processor time',
    times,
    'Second example',
    'A fetch',
    'Opened again',
  ];
  return markdownTable(header, rows);
}

function describeStages(visits: ReadonlyMap<string, readonly Visit[]>): string {
  const rows = STAGE_NAMES.map((stage, index) => [
    stage,
    ...[...visits.values()].map((those) => inSeconds(middle(those, ({ stages }) => stages[index] ?? NaN))),
  ]);
  return markdownTable(['Stage', ...visits.keys()], rows);
}
