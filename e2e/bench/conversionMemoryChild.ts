/**
 * Converts one checkpoint in a process of its own, as `convert` does up to the self-test, and prints the peak of its
 * memory as JSON. Arguments: checkpoint folder, tokenizer folder, dtype, out folder.
 */
import { convertCheckpoint } from '../../src/convert/convert.ts';
import { layeredFolder } from '../../src/core/layeredFolder.ts';
import { DTYPES } from '../../src/core/modelPackage/manifest.ts';
import { directoryFolder, directorySink } from '../../src/cli/nodeFiles.ts';

const [checkpoint = '', tokenizer = '', wanted, out = ''] = process.argv.slice(2);
const dtype = DTYPES.find((known) => known === wanted);
if (dtype === undefined) throw new Error(`There is no dtype ${wanted}.`);

const startedMs = performance.now();
const folder = directoryFolder(checkpoint);
const prompt = 'Judge {text_prompt}.';
await convertCheckpoint(
  {
    checkpoint: folder,
    base: layeredFolder(folder, directoryFolder(tokenizer)),
    prompts: { instructionFollowing: prompt, visualQuality: prompt, suffix: ' <|Reward|>' },
    dtype,
    symmetric: false,
    id: 'synthetic',
  },
  directorySink(out),
  {
    measureSelfTest: async () => ({
      instructionFollowing: { mu: 0, logSigma: 0 },
      visualQuality: { mu: 0, logSigma: 0 },
    }),
  },
);
const elapsedMs = performance.now() - startedMs;
// maxRSS is in KiB.
console.log(JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024, elapsedMs }));
