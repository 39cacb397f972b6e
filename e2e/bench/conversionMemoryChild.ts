/**
 * Converts one checkpoint in a process of its own, self-test included, and prints the peak of its memory as JSON. One layer
 * a shard: the self-test holds one shard at a time. Arguments: checkpoint folder, tokenizer folder, dtype, out folder, and with how
 * many samples it is calibrated.
 */
import { availableParallelism } from 'node:os';
import type { Calibration } from '../../src/convert/calibration/calibration.ts';
import { convertCheckpoint } from '../../src/convert/convert.ts';
import { calibrateOnDisk } from '../../src/cli/calibrateOnDisk.ts';
import { layeredFolder } from '../../src/core/bytes/layeredFolder.ts';
import { DTYPES } from '../../src/core/modelPackage/manifest.ts';
import { createEncodePool } from '../../src/cli/encodePool.ts';
import { measureOnDisk } from '../../src/cli/measureOnDisk.ts';
import { directoryFolder, directorySink } from '../../src/cli/nodeFiles.ts';
import type { Pass, PassCost } from './conversionCost.ts';
import { drawSamples } from './drawSamples.ts';

const [checkpoint = '', tokenizer = '', wanted, out = '', samples = '0'] = process.argv.slice(2);
const dtype = DTYPES.find((known) => known === wanted);
if (dtype === undefined) throw new Error(`There is no dtype ${wanted}.`);

const startedMs = performance.now();
const passes: Partial<Record<Pass, PassCost>> = {};
let lastMs = startedMs;
let lastCpu = process.cpuUsage();
/** What has run since the last pass ended was this one. */
const endOf = (pass: Pass): void => {
  const now = performance.now();
  const { user, system } = process.cpuUsage(lastCpu);
  passes[pass] = { elapsedMs: now - lastMs, cpuMs: (user + system) / 1000, peakBytes: peakBytes() };
  lastMs = now;
  lastCpu = process.cpuUsage();
};

/** So far. maxRSS is in KiB. */
function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

const isCalibrated = samples !== '0';
const calibration: Calibration = {
  samples: Number(samples),
  sha256: '0'.repeat(64),
  async collect(manifest, onStatistics) {
    endOf('write');
    const drawn = drawSamples(Number(samples), manifest.imageProcessor);
    await calibrateOnDisk(out, manifest, drawn, onStatistics);
    endOf('judge');
  },
};
const folder = directoryFolder(checkpoint);
const pool = createEncodePool(availableParallelism());
const prompt = 'Judge {text_prompt}.';
await convertCheckpoint(
  {
    checkpoint: folder,
    base: layeredFolder(folder, directoryFolder(tokenizer)),
    prompts: { reward: 'editReward', templates: [prompt, prompt], suffix: ' <|Reward|>' },
    dtype,
    symmetric: false,
    maxLayersPerShard: 1,
    id: 'synthetic',
    calibration: isCalibrated ? calibration : undefined,
  },
  directorySink(out),
  {
    encoder: pool.encoder,
    async measureSelfTest(manifest) {
      endOf(isCalibrated ? 'rewrite' : 'write');
      return measureOnDisk(out, manifest);
    },
  },
);
endOf('self-test');
await pool.close();
const elapsedMs = performance.now() - startedMs;
console.log(JSON.stringify({ peakBytes: peakBytes(), elapsedMs, passes }));
