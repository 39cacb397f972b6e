/** The readers that are given damaged files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../../src/cli/decodeImage.ts';
import { openCheckpoint } from '../../../src/convert/checkpoint.ts';
import { bytesSource } from '../../../src/core/bytes/bytes.ts';
import { bytesOfBase64 } from '../../../src/core/bytes/bytesOfBase64.ts';
import { imagesOf } from '../../../src/core/dataset/datasetItem.ts';
import { containerBlocks } from '../../../src/core/image/containerBlocks.ts';
import { crc32 } from '../../../src/core/image/crc32.ts';
import { SAMPLE_PICTURES } from '../../../src/testing/images/samplePictures.ts';
import { memoryFolder } from '../../../src/testing/memoryFolder.ts';
import { parseManifest } from '../../../src/core/modelPackage/manifest.ts';
import type { Random } from '../../../src/evaluation/statistics/random.ts';
import { guessColumns } from '../../../src/formats/dataset/guessColumns.ts';
import { readDataset, sampleColumns } from '../../../src/formats/dataset/readDataset.ts';
import { readResults } from '../../../src/formats/results/readResults.ts';
import { openSafetensors, readRaw } from '../../../src/formats/safetensors.ts';
import { createTokenizer } from '../../../src/runtime/model/tokenizer.ts';

export interface FuzzTarget {
  readonly name: string;
  /** Whole files, to be damaged. */
  samples(): readonly Uint8Array<ArrayBuffer>[];
  /** Makes a damaged file pass checks that would hide what lies behind them. */
  readonly repair?: (bytes: Uint8Array<ArrayBuffer>, random: Random) => Uint8Array<ArrayBuffer>;
  /** Rejects with an `EditRewardError`, or resolves: anything else is a fault. */
  read(bytes: Uint8Array<ArrayBuffer>): Promise<unknown>;
}

const TINY = 'reference/tiny';
const NANO = 'public/models/nano';
const DATASETS = 'src/formats/dataset/fixtures';

/** More would say little: each is read alike. */
const PICTURES_READ = 8;

const images: FuzzTarget = {
  name: 'images',
  samples: () => [
    ...SAMPLE_PICTURES.map(({ base64 }) => bytesOfBase64(base64)),
    ...filesIn(`${TINY}/images`, /\.(png|jpg|webp)$/),
  ],
  repair: (bytes, random) => (random.integer(0, 1) === 0 ? withPngChecksums(bytes) : bytes),
  async read(bytes) {
    const { image } = await decodeImage(bytes, 'picture', 'upright');
    const { width, height, data } = image;
    if (data.length !== width * height * 3) throw new Error(`${width} x ${height} has ${data.length} bytes.`);
  },
};

const safetensors: FuzzTarget = {
  name: 'safetensors',
  samples: () => [smallSafetensors()],
  repair: (bytes, random) => (random.integer(0, 1) === 0 ? withHeaderLength(bytes) : bytes),
  async read(bytes) {
    const { tensors } = await openSafetensors(bytesSource('model.safetensors', bytes));
    for (const entry of tensors.values()) await readRaw(entry);
  },
};

const checkpointIndex: FuzzTarget = {
  name: 'checkpoint index',
  samples: () => [bytesOf(`${TINY}/checkpoint/model.safetensors.index.json`)],
  read: (bytes) =>
    openCheckpoint(
      memoryFolder('checkpoint', {
        'model.safetensors.index.json': bytes,
        'model-00001-of-00002.safetensors': firstShard(),
        'model-00002-of-00002.safetensors': secondShard(),
      }),
    ),
};

const firstShard = once(() => bytesOf(`${TINY}/checkpoint/model-00001-of-00002.safetensors`));
const secondShard = once(() => bytesOf(`${TINY}/checkpoint/model-00002-of-00002.safetensors`));

const parquet: FuzzTarget = {
  name: 'parquet',
  samples: () => filesIn(DATASETS, /\.parquet$/),
  read: readDatasetWhole,
};

const json: FuzzTarget = { name: 'json', samples: () => filesIn(DATASETS, /\.jsonl?$/), read: readDatasetWhole };

const csv: FuzzTarget = { name: 'csv', samples: () => filesIn(DATASETS, /\.csv$/), read: readDatasetWhole };

const results: FuzzTarget = {
  name: 'results',
  samples: () => RESULTS.map((text) => new TextEncoder().encode(text)),
  read: (bytes) => readResults([bytesSource('set_scores.jsonl', bytes)]),
};

const manifest: FuzzTarget = {
  name: 'manifest',
  samples: () => [bytesOf(`${NANO}/manifest.json`)],
  read: async (bytes) => parseManifest(new TextDecoder().decode(bytes)),
};

const tokenizer: FuzzTarget = {
  name: 'tokenizer',
  samples: () => [bytesOf(`${TINY}/checkpoint/tokenizer.json`)],
  async read(bytes) {
    createTokenizer({
      tokenizerJson: new TextDecoder().decode(bytes),
      tokenizerConfigJson: readFileSync(`${TINY}/checkpoint/tokenizer_config.json`, 'utf8'),
      chatTemplate: readFileSync(`${TINY}/checkpoint/chat_template.jinja`, 'utf8'),
    });
  },
};

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  images,
  safetensors,
  checkpointIndex,
  parquet,
  json,
  csv,
  results,
  manifest,
  tokenizer,
];

async function readDatasetWhole(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const source = bytesSource('set', bytes);
  const columns = guessColumns(await sampleColumns(source));
  if (columns.length > 0) await readDataset(source, { columns });
  const { items } = await readDataset(source);
  const pictures = items.flatMap((item) => imagesOf(item));
  for (const picture of pictures.slice(0, PICTURES_READ)) {
    // A picture's failure is its own; one that we explain is no fault.
    if (picture.kind === 'embedded') await picture.read();
  }
}

/** `make` is called when its result is first needed. */
function once<Result>(make: () => Result): () => Result {
  let made: Result | undefined;
  return () => (made ??= make());
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path));
}

function filesIn(folder: string, name: RegExp): Uint8Array<ArrayBuffer>[] {
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .toSorted()
    .map((file) => bytesOf(join(folder, file)));
}

/** Three tensors of different types. */
function smallSafetensors(): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(
    JSON.stringify({
      __metadata__: { format: 'pt' },
      'rm_heads.head_0.0.weight': { dtype: 'F32', shape: [4, 2], data_offsets: [0, 32] },
      'model.norm.weight': { dtype: 'BF16', shape: [8], data_offsets: [32, 48] },
      scale: { dtype: 'F16', shape: [], data_offsets: [48, 50] },
    }),
  );
  const bytes = new Uint8Array(8 + header.length + 50);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

/** The length that the header would have if it ended with its last brace. */
function withHeaderLength(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const end = bytes.lastIndexOf('}'.charCodeAt(0));
  if (end < 8) return bytes;
  new DataView(bytes.buffer).setBigUint64(0, BigInt(end + 1 - 8), true);
  return bytes;
}

function withPngChecksums(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  for (const { start, end } of containerBlocks(bytes, 'png')) {
    if (end + 4 <= bytes.length) view.setUint32(end, crc32(bytes.subarray(start - 4, end)));
  }
  return bytes;
}

const SCORE = {
  reward: 1.5,
  logSigma: -1,
  instructionFollowing: { mu: 1, logSigma: -1 },
  visualQuality: { mu: 2, logSigma: -1 },
};
const RESULTS = [
  [0, 1]
    .map((candidate) =>
      JSON.stringify({
        line: 1,
        candidate,
        instruction: 'add a hat',
        source: 'a.png',
        edited: `${candidate}.png`,
        humanRank: candidate + 1,
        ...SCORE,
      }),
    )
    .join('\n'),
  JSON.stringify([
    {
      file_name: 'a',
      prompt: 'add a hat',
      ground_truth: 'A>B',
      model_outputs: [
        { path: 'a.png', score: 1 },
        { path: 'b.png', score: 0.5 },
      ],
    },
  ]),
];
