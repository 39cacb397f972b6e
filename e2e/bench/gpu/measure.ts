/** How fast a model scores drawn pictures that nothing remembers. */
import { prepareImage } from '../../../src/core/image/modelInput/prepareImage.ts';
import type { ImagePatches } from '../../../src/core/image/modelInput/pixelValues.ts';
import { drawSelfTestImage } from '../../../src/core/image/selfTestImage.ts';
import type { RunClock, SessionRuns } from '../../../src/runtime/model/runClock.ts';
import type { ScoringModel } from '../../../src/runtime/model/scoringModel.ts';
import { scoreImages } from '../../../src/runtime/scoring/scoreImages.ts';
import { median } from '../median.ts';
import { INSTRUCTION, PICTURE_SIDE, pictureSeeds } from '../reuseTarget.ts';

/** Requests that are timed, at most. */
const ROUNDS = 5;

/** A model, and what counts the runs of its sessions. */
export interface MeasuredModel {
  readonly model: ScoringModel;
  readonly clock: RunClock;
}

/** Of one request. */
export interface Timing {
  readonly seconds: number;
  readonly visionSeconds: number;
  readonly decoderSeconds: number;
  readonly busySeconds: number;
  readonly sessionRuns: number;
}

/** Every picture of the bench has a number of its own: what was seen before is remembered, and takes no time. */
let nextSeed = 1;

/** Medians of some requests with `candidates` each; of one at least, and of no more after `limitSeconds`. */
export async function measureRequests(
  measured: MeasuredModel,
  candidates: number,
  limitSeconds: number,
): Promise<Timing> {
  const timings: Timing[] = [];
  let spent = 0;
  while (timings.length < ROUNDS && (timings.length === 0 || spent < limitSeconds)) {
    const timing = await timeRequest(measured, candidates);
    spent += timing.seconds;
    timings.push(timing);
  }
  const of = (key: keyof Timing) => median(timings.map((timing) => timing[key]));
  return {
    seconds: of('seconds'),
    visionSeconds: of('visionSeconds'),
    decoderSeconds: of('decoderSeconds'),
    busySeconds: of('busySeconds'),
    sessionRuns: of('sessionRuns'),
  };
}

/** Scores a request. Throws where a reward is no finite number. */
export async function timeRequest({ model, clock }: MeasuredModel, candidates: number): Promise<Timing> {
  const [source, ...edits] = drawRequest(model, candidates);
  const request = { source, candidates: edits.map((image, key) => ({ key, image })), instruction: INSTRUCTION };
  const before = readings(clock);
  const startMs = performance.now();
  for await (const scored of scoreImages(model, request, {})) if ('error' in scored) throw scored.error;
  const seconds = (performance.now() - startMs) / 1000;
  const after = readings(clock);
  return {
    seconds,
    visionSeconds: (after.vision.ms - before.vision.ms) / 1000,
    decoderSeconds: (after.decoder.ms - before.decoder.ms) / 1000,
    busySeconds: (after.busyMs - before.busyMs) / 1000,
    sessionRuns: after.all.runs - before.all.runs,
  };
}

function drawRequest({ manifest }: ScoringModel, candidates: number): ImagePatches[] {
  return pictureSeeds({ seed: nextSeed++, candidates, reuse: true }).map((seed) =>
    prepareImage(drawSelfTestImage(seed, PICTURE_SIDE, PICTURE_SIDE), manifest.imageProcessor, `picture ${seed}`),
  );
}

interface Readings {
  readonly vision: SessionRuns;
  readonly decoder: SessionRuns;
  readonly all: SessionRuns;
  readonly busyMs: number;
}

/** Graphs are named by what they are part of: see `planPackage`. */
function readings(clock: RunClock): Readings {
  return { vision: clock.of('vision-'), decoder: clock.of('decoder-'), all: clock.of(), busyMs: clock.busyMs };
}
