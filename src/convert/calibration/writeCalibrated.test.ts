import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { directoryFolder } from '../../cli/nodeFiles.ts';
import { parseManifest, type Manifest } from '../../core/modelPackage/manifest.ts';
import { digestsOf, MemorySink } from '../../testing/memorySink.ts';
import { convertCheckpoint, type ConvertHooks, type ConvertRequest } from '../convert.ts';
import { planConversion } from '../conversionPlan.ts';
import { parsePromptJson } from '../promptSource.ts';
import type { Calibration } from './calibration.ts';
import { GROUP_COLUMNS, GROUP_SIZE } from './feedbackFactors.ts';
import { observeSessions } from './observedSessions.ts';

const tiny = directoryFolder('reference/tiny/checkpoint');
const PLAIN: ConvertRequest = {
  checkpoint: tiny,
  base: tiny,
  prompts: parsePromptJson(readFileSync('reference/tiny/prompts.json', 'utf8')),
  dtype: 'q4',
  symmetric: false,
  maxLayersPerShard: 1,
  id: 'tiny',
};
const NO_SCORE = { mu: 0, logSigma: 0 };
const HOOKS: ConvertHooks = {
  measureSelfTest: async () => ({ instructionFollowing: NO_SCORE, visualQuality: NO_SCORE }),
};

/** Inputs of which each goes along with the next one by half. */
function halves(length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const place = i % GROUP_SIZE;
    return 0.5 ** Math.abs(Math.floor(place / GROUP_COLUMNS) - (place % GROUP_COLUMNS));
  });
}

/** Gives every session the same kind of statistics; tells what it was asked. */
class FakeCalibration implements Calibration {
  readonly samples = 3;
  readonly sha256: string;
  readonly asked: Manifest[] = [];

  constructor(sha256 = 'a'.repeat(64)) {
    this.sha256 = sha256;
  }

  async collect(manifest: Manifest, onStatistics: Parameters<Calibration['collect']>[1]): Promise<void> {
    this.asked.push(manifest);
    const { sessions } = await planConversion(PLAIN);
    for (const { graphs, statistics } of observeSessions(sessions)) {
      await onStatistics(
        graphs.cpu,
        new Map([...statistics.values()].map(({ output, length }) => [output, halves(length)])),
      );
    }
  }
}

async function convert(out: MemorySink, calibration?: Calibration): Promise<Manifest> {
  return convertCheckpoint({ ...PLAIN, calibration }, out, HOOKS);
}

const plain = new MemorySink();
const whole = new MemorySink();
let manifest: Manifest;
beforeAll(async () => {
  await convert(plain);
  manifest = await convert(whole, new FakeCalibration());
});

it('leaves a package and nothing else, whose weights of 4 bits are other ones', () => {
  expect([...whole.files.keys()].toSorted()).toEqual([...plain.files.keys()].toSorted());
  const before = digestsOf(plain);
  const changed = [...digestsOf(whole)].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path);
  const data = [...plain.files.keys()].filter((path) => /^(vision|decoder)-\d\.data$/.test(path));
  expect(data).toHaveLength(6);
  expect(changed.toSorted()).toEqual([...data, 'manifest.json'].toSorted());
  for (const path of data) expect(whole.files.get(path)?.byteLength).toBe(plain.files.get(path)?.byteLength);
});

it('says with how many samples, and which, and the digests of what it wrote last', () => {
  expect(manifest.calibration).toEqual({ samples: 3, sha256: 'a'.repeat(64) });
  expect(parseManifest(JSON.stringify(manifest))).toEqual(manifest);
  const digests = digestsOf(whole);
  for (const { path, sha256 } of manifest.files) expect(sha256).toBe(digests.get(path));
});

it('changes codes and nothing but codes: norms, biases and matrices of 8 bits stay', async () => {
  const { sessions } = await planConversion(PLAIN);
  for (const { layout } of sessions) {
    const [before, after] = [plain, whole].map(({ files }) => files.get(layout.location) ?? expect.fail('no file'));
    for (const { tensor, encoding, parts } of layout.weights) {
      const isCoarse = encoding.kind === 'quantized' && encoding.bits === 4;
      const same = parts.every(({ offset, byteLength }) =>
        Buffer.from(before?.subarray(offset, offset + byteLength) ?? []).equals(
          Buffer.from(after?.subarray(offset, offset + byteLength) ?? []),
        ),
      );
      expect(same, tensor).toBe(!isCoarse);
    }
  }
});

it('has the plain package judged, by graphs that are observed, over weights as they were written', async () => {
  const calibration = new FakeCalibration();
  await convert(new MemorySink(), calibration);
  const [asked] = calibration.asked;
  expect(calibration.asked).toHaveLength(1);
  expect(asked?.sessions.map(({ graphs }) => graphs.cpu)).toContain('decoder-2.cpu.observed.onnx');
  const before = digestsOf(plain);
  for (const { path, sha256 } of asked?.files ?? []) {
    if (path.endsWith('.data')) expect(sha256, path).toBe(before.get(path));
  }
});

describe('after a kill', () => {
  it.each([
    ['while it is written for the first time', 'decoder-1.data', 0, 1],
    ['while samples are judged', 'decoder-1.statistics', 0, 1],
    ['while it is written again', 'decoder-1.data', 1, 0],
    ['at the manifest', 'manifest.json', 0, 0],
  ])('%s goes on to the same bytes', async (_, fatal, spared, askedAgain) => {
    const out = new MemorySink();
    Object.assign(out, { fatal, spared });
    await expect(convert(out, new FakeCalibration())).rejects.toThrow('killed');
    out.fatal = undefined;
    const calibration = new FakeCalibration();
    await convert(out, calibration);
    expect(calibration.asked).toHaveLength(askedAgain);
    expect(digestsOf(out)).toEqual(digestsOf(whole));
  });

  it('writes all anew once statistics are damaged: a package that is half calibrated would judge otherwise', async () => {
    const out = new MemorySink();
    Object.assign(out, { fatal: 'decoder-1.data', spared: 1 });
    await expect(convert(out, new FakeCalibration())).rejects.toThrow('killed');
    out.fatal = undefined;
    out.files.set('vision-1.statistics', new Uint8Array(4));
    const calibration = new FakeCalibration();
    await convert(out, calibration);
    const before = digestsOf(plain);
    const judged = calibration.asked[0]?.files.find(({ path }) => path === 'vision-0.data');
    expect(judged?.sha256).toBe(before.get('vision-0.data'));
    expect(digestsOf(out)).toEqual(digestsOf(whole));
  });

  it('begins anew with other samples', async () => {
    const out = new MemorySink();
    Object.assign(out, { fatal: 'manifest.json' });
    await expect(convert(out, new FakeCalibration())).rejects.toThrow('killed');
    out.fatal = undefined;
    out.created.length = 0;
    const calibration = new FakeCalibration('b'.repeat(64));
    await convert(out, calibration);
    expect(calibration.asked).toHaveLength(1);
    expect(out.created).toContain('vision-0.cpu.onnx');
  });
});

it('is refused before anything is written where no matrix has 4 bits', async () => {
  const out = new MemorySink();
  const request = { ...PLAIN, dtype: 'q8', calibration: new FakeCalibration() } as const;
  await expect(convertCheckpoint(request, out, HOOKS)).rejects.toMatchObject({
    name: 'CalibrationError',
    message: expect.stringContaining('q8 has none'),
  });
  expect(out.files.size).toBe(0);
});

/** Tells the most that its files took together, with what is written beside a file that it replaces; journal and manifest apart. */
class MeasuredSink extends MemorySink {
  peakBytes = 0;

  override async create(path: string): ReturnType<MemorySink['create']> {
    const sink = await super.create(path);
    const isCounted = path !== 'conversion.json' && path !== 'manifest.json';
    let written = 0;
    return {
      ...sink,
      write: async (chunk: Uint8Array) => {
        written += chunk.byteLength;
        await sink.write(chunk);
        if (isCounted) this.peakBytes = Math.max(this.peakBytes, this.#bytes() + written);
      },
    };
  }

  #bytes(): number {
    const counted = [...this.files].filter(([path]) => path !== 'conversion.json' && path !== 'manifest.json');
    return counted.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0);
  }
}

it.each([
  ['with', new FakeCalibration()],
  ['without', undefined],
])('asks for the space that it takes, %s statistics', async (_, calibration) => {
  const out = new MeasuredSink();
  const asked: number[] = [];
  const checkSpace = async (bytes: number) => void asked.push(bytes);
  await convertCheckpoint({ ...PLAIN, calibration }, out, { ...HOOKS, checkSpace });
  expect(asked).toEqual([out.peakBytes]);
});

it('asks for what is missing alone when it goes on, and writes nothing more where that is too much', async () => {
  const out = new MemorySink();
  const needed: number[] = [];
  const refuse = async (bytes: number) => {
    needed.push(bytes);
    throw new Error('full');
  };
  await expect(convertCheckpoint(PLAIN, out, { ...HOOKS, checkSpace: refuse })).rejects.toThrow('full');
  expect([...out.files.keys()]).toEqual(['conversion.json']);
  const killed = { ...HOOKS, measureSelfTest: rejectKilled };
  await expect(convertCheckpoint(PLAIN, out, killed)).rejects.toThrow('killed');
  await expect(convertCheckpoint(PLAIN, out, { ...HOOKS, checkSpace: refuse })).rejects.toThrow('full');
  expect(needed[0]).toBeGreaterThan(0);
  expect(needed[1]).toBe(0);
});

async function rejectKilled(): Promise<never> {
  throw new Error('killed');
}
