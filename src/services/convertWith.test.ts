import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../cli/decodeImage.ts';
import { openDataset } from '../cli/commands/evaluate/openDataset.ts';
import { chooseSamples } from '../batch/chooseSamples.ts';
import { planRequests } from '../batch/planRequests.ts';
import type { CalibrationSample } from '../core/keptModels/calibrationSample.ts';
import type { TransferStage } from '../core/keptModels/transferProgress.ts';
import { editrewardHere } from '../testing/commandLine.ts';
import { directorySink } from '../cli/nodeFiles.ts';
import { createNodeBackend } from '../cli/nodeBackend.ts';
import { inlineEncoder } from '../convert/rowEncoder.ts';
import type { ConversionRequest } from '../core/keptModels/conversionRequest.ts';
import { parseManifest } from '../core/modelPackage/manifest.ts';
import type { ChosenFiles } from '../core/modelPackage/modelLocation.ts';
import { checkpointPlace } from '../testing/checkpoints.ts';
import { convertForTest, goldenCases } from '../testing/packages.ts';
import { convertWith } from './convertWith.ts';

/** Files on disk, as if their folder had been chosen in a browser. */
async function chosen(folder: string, only?: string): Promise<ChosenFiles> {
  const names = (await readdir(folder)).filter((name) => only === undefined || name === only);
  return Promise.all(names.map(async (path) => ({ path, file: new File([await readFile(join(folder, path))], path) })));
}

async function requestOfTiny(): Promise<ConversionRequest> {
  const { checkpoint, data } = checkpointPlace('tiny');
  return {
    checkpoint: { kind: 'files', files: await chosen(checkpoint) },
    base: [],
    prompts: { kind: 'files', files: await chosen(data, 'prompts.json') },
    dtype: 'fp32',
    name: 'tiny',
  };
}

/** Converts into a new folder; what was told, stage by stage: how far it went of how much. */
async function convert(signal: AbortSignal, closed: () => void) {
  const path = await mkdtemp(join(tmpdir(), 'editreward-convert-'));
  return convertTo(path, await requestOfTiny(), signal, closed);
}

async function convertTo(path: string, request: ConversionRequest, signal: AbortSignal, closed?: () => void) {
  const told = new Map<string, readonly [number, number]>();
  const run = convertWith({
    createPool: () => ({ encoder: inlineEncoder, close: () => closed?.() }),
    createBackend: async () => createNodeBackend(path),
    decode: (bytes, name) => decodeImage(bytes, name, 'official'),
  });
  await run(request, directorySink(path), {
    signal,
    checkSpace: async () => undefined,
    onProgress: (stage, done, total) => void told.set(stage, [done, total]),
  });
  return { path, told };
}

const readManifest = async (path: string) => parseManifest(await readFile(join(path, 'manifest.json'), 'utf8'));

describe('convertWith', () => {
  it('writes the package that the command line writes, and tells how far it is', async () => {
    let closes = 0;
    const { path, told } = await convert(new AbortController().signal, () => closes++);
    expect(await readManifest(path)).toEqual(await readManifest(await convertForTest('tiny')));
    for (const stage of ['converting', 'verifying']) {
      const [done, total] = told.get(stage) ?? [];
      expect(done, stage).toBe(total);
    }
    // The library of Node reads weights by itself, untold; the embedding table and the tokenizer are ours to read.
    expect(told.get('self-test')?.[0]).toBeGreaterThan(0);
    expect(closes).toBe(1);
  });

  it('ends its threads when it is cancelled', async () => {
    let closes = 0;
    const aborted = convert(AbortSignal.abort(), () => closes++);
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(closes).toBe(1);
  });
});

describe('convertWith, calibrating', () => {
  const { signal } = new AbortController();

  it('makes the bytes that the command line makes of the same samples, also when it was killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'editreward-calibrated-'));
    const byCommand = join(folder, 'command');
    const { code } = await editrewardHere(...commandOf(await datasetOfTiny(folder), byCommand));
    expect(code).toBe(0);
    const request = { ...(await requestOfTiny()), dtype: 'q4', calibration: await samplesOfTiny(folder) } as const;

    const { path, told } = await convertTo(await mkdtemp(join(folder, 'page-')), request, signal);
    const expected = await readManifest(byCommand);
    expect(await readManifest(path)).toMatchObject({ files: expected.files, calibration: expected.calibration });
    for (const stage of ['judging', 'refining']) expect(told.get(stage)?.[1], stage).toBeGreaterThan(0);

    const killed = await mkdtemp(join(folder, 'killed-'));
    for (const stage of ['judging', 'refining'] as const) {
      await expect(convertUntil(stage, killed, request)).rejects.toMatchObject({ name: 'AbortError' });
    }
    await convertTo(killed, request, signal);
    expect((await readManifest(killed)).files).toEqual(expected.files);
    await rm(folder, { recursive: true });
  });

  it('is refused of pictures that the model does not judge', async () => {
    const path = await mkdtemp(join(tmpdir(), 'editreward-convert-'));
    const picture = { name: 'a.png', blob: new Blob([]) };
    const calibration = [{ instruction: 'A prompt.', source: undefined, picture }];
    const request = { ...(await requestOfTiny()), dtype: 'q4', calibration } as const;
    await expect(convertTo(path, request, signal)).rejects.toMatchObject({ name: 'DatasetKindError' });
    expect(await readdir(path)).toEqual([]);
  });
});

async function convertUntil(stage: TransferStage, path: string, request: ConversionRequest): Promise<void> {
  const controller = new AbortController();
  const run = convertWith({
    createPool: () => ({ encoder: inlineEncoder, close: () => undefined }),
    createBackend: async () => createNodeBackend(path),
    decode: (bytes, name) => decodeImage(bytes, name, 'official'),
  });
  await run(request, directorySink(path), {
    signal: controller.signal,
    checkSpace: async () => undefined,
    onProgress: (now) => void (now === stage && controller.abort()),
  });
}

const IMAGES = 'reference/tiny/images';

async function datasetOfTiny(folder: string): Promise<string> {
  await cp(IMAGES, join(folder, 'images'), { recursive: true });
  const rows = goldenCases('tiny').map(({ source, edited, instruction }) =>
    [`images/${source}`, `images/${edited}`, `"${instruction.replaceAll('"', '""')}"`].join(','),
  );
  const path = join(folder, 'edits.csv');
  await writeFile(path, ['source,edited,instruction', ...rows].join('\n'));
  return path;
}

function commandOf(dataset: string, out: string): string[] {
  const { checkpoint, data } = checkpointPlace('tiny');
  const prompts = ['--prompts', join(data, 'prompts.json'), '--dtype', 'q4', '--id', 'tiny'];
  return [
    'convert',
    '--checkpoint',
    checkpoint,
    '--base',
    checkpoint,
    ...prompts,
    '--out',
    out,
    '--calibrate',
    dataset,
  ];
}

/** As the page chooses them of the batch that is open. */
async function samplesOfTiny(folder: string): Promise<CalibrationSample[]> {
  const { allItems } = await openDataset({ manifest: join(folder, 'edits.csv'), preference: 'none' });
  const input = async ({ name }: { readonly name: string }) => ({
    name,
    blob: new Blob([await readFile(join(folder, name))]),
  });
  return Promise.all(
    chooseSamples(planRequests(allItems)).map(async ({ instruction, source, picture }) => ({
      instruction,
      source: source && (await input(source)),
      picture: await input(picture),
    })),
  );
}
