/** Makes `lib/`, what the npm package consists of. Needs no bundler of its users: see `src/client/packageFiles.ts`. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build as rolldown, type BuildOptions } from 'rolldown';
import { build, defaultClientConditions } from 'vite';
import { packFiles } from '../core/bytes/packedFiles.ts';
import { emitTypes } from './emitTypes.ts';
import { createLicences } from './licences.ts';
import { tokenizerOfTransformers } from './tokenizerOfTransformers.ts';
import { webpWithoutAddress } from './webpWithoutAddress.ts';
import { widgetBundle } from './widgetBundle.ts';

const OUT = 'lib';
const NANO = 'public/models/nano';

/** Native libraries, which only the command needs: whoever uses it installs them. */
const NATIVE = ['onnxruntime-node', 'sharp'];

const licences = createLicences();

const browserEntries: BuildOptions = {
  input: { index: 'src/client/index.ts', core: 'src/core/index.ts' },
  platform: 'browser',
  plugins: [licences.collector()],
  output: { dir: OUT, chunkFileNames: '[name].js', minify: true },
};

const commandEntries: BuildOptions = {
  input: {
    main: 'src/cli/main.ts',
    encodeThread: 'src/cli/encodeThread.ts',
    gpuProcess: 'src/cli/gpu/gpuProcess.ts',
    pictureThread: 'src/cli/pictures/pictureThread.ts',
  },
  platform: 'node',
  external: NATIVE,
  plugins: [licences.collector()],
  output: { dir: join(OUT, 'cli'), entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
};

/** The scorer worker, and beside it onnxruntime under its own names. */
function buildWorker(): Promise<unknown> {
  return build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    base: './',
    plugins: [tokenizerOfTransformers, webpWithoutAddress, licences.collector()],
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: 'es2023',
      rolldownOptions: {
        input: 'workers/scorer.ts',
        // One file, decoders that are loaded late included.
        output: { entryFileNames: 'scorer.js', assetFileNames: '[name][extname]', codeSplitting: false },
      },
    },
  });
}

/** One file instead of a folder: a bundler that gives files other names and places cannot tear it apart. */
async function packNano(): Promise<void> {
  const paths = (await readdir(NANO)).filter((path) => !path.endsWith('.md')).toSorted();
  const files = await Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(join(NANO, path)) })));
  await writeFile(join(OUT, 'nano.bin'), packFiles(files).stream());
}

/** onnxruntime's source maps are not in the package, and a development server would look for them. */
async function dropSourceMapLinks(): Promise<void> {
  for (const name of (await readdir(OUT)).filter((file) => /^ort.*\.mjs$/.test(file))) {
    const script = await readFile(join(OUT, name), 'utf8');
    await writeFile(join(OUT, name), script.replace(/^\/\/# sourceMappingURL=.*$/m, ''));
  }
}

const widget = widgetBundle();
await rm(OUT, { recursive: true, force: true });
await buildWorker();
await dropSourceMapLinks();
await rolldown([
  browserEntries,
  commandEntries,
  { ...widget.input, output: { ...widget.output, file: join(OUT, 'widget.js') } },
]);
await packNano();
await emitTypes(join(OUT, 'types'));
await writeFile(join(OUT, 'licences.txt'), licences.text('.'));
