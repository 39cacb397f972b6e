/**
 * Converts one checkpoint in a process of its own, self-test included, and prints the peak of its memory as JSON. One layer
 * a shard: the self-test holds one shard at a time. Arguments: checkpoint folder, tokenizer folder, dtype, out folder.
 */
import { availableParallelism } from 'node:os';
import { convertCheckpoint } from '../../src/convert/convert.ts';
import { layeredFolder } from '../../src/core/bytes/layeredFolder.ts';
import { DTYPES } from '../../src/core/modelPackage/manifest.ts';
import { createEncodePool } from '../../src/cli/encodePool.ts';
import { measureOnDisk } from '../../src/cli/measureOnDisk.ts';
import { directoryFolder, directorySink } from '../../src/cli/nodeFiles.ts';

const [checkpoint = '', tokenizer = '', wanted, out = ''] = process.argv.slice(2);
const dtype = DTYPES.find((known) => known === wanted);
if (dtype === undefined) throw new Error(`There is no dtype ${wanted}.`);

const startedMs = performance.now();
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
  },
  directorySink(out),
  { encoder: pool.encoder, measureSelfTest: (manifest) => measureOnDisk(out, manifest) },
);
await pool.close();
const elapsedMs = performance.now() - startedMs;
// maxRSS is in KiB.
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, elapsedMs }));
