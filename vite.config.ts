import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defaultClientConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './e2e/harness/longestFirst.ts';
import { contentSecurityPolicyPlugin } from './src/build/contentSecurityPolicyPlugin.ts';
import { firstScriptChunk, firstScriptPlugin } from './src/build/firstScriptPlugin.ts';
import { licencesPlugin } from './src/build/licencesPlugin.ts';
import { previewHeadersPlugin } from './src/build/previewHeadersPlugin.ts';
import { serviceWorkerPlugin } from './src/build/serviceWorkerPlugin.ts';
import { siteFolders } from './src/build/siteFolders.ts';
import { tokenizerOfTransformers } from './src/build/tokenizerOfTransformers.ts';
import { webpWithoutAddress } from './src/build/webpWithoutAddress.ts';
import { widgetPlugin } from './src/build/widgetPlugin.ts';
import { ISOLATION_HEADERS } from './src/offline/isolation.ts';

/**
 * For tests that load a model; five seconds, the default, say more about the machine than about the code. So does a minute
 * where two cores have four times as much to do.
 */
const UNIT_TEST_TIMEOUT_MS = 240_000;
/** Vitest would leave one core to others, which of two is half. */
const UNIT_WORKERS = Math.max(2, availableParallelism() - 1);
/** Two browsers at a time: one alone leaves a third of two cores idle. Limits of time are far from what the work takes. */
const E2E_WORKERS = 2;
/** The slowest case takes a minute on two quiet cores; a limit is for what hangs. */
const E2E_TEST_TIMEOUT_MS = 600_000;
/** Shorter than a test may take, so that what was waited for in vain is named; a second, the default, is a matter of load. */
const POLL_TIMEOUT_MS = 120_000;

const isWorkerEntry = (id: string) => dirname(id) === resolve('workers');

const licences = licencesPlugin();

export default defineConfig({
  // Relative addresses, so that the built site works under any path.
  base: './',
  plugins: [
    react(),
    tokenizerOfTransformers,
    siteFolders(),
    widgetPlugin(),
    // Each puts a tag first: the policy, which is to hold for the script, comes before it.
    firstScriptPlugin(),
    contentSecurityPolicyPlugin(),
    licences.page,
    serviceWorkerPlugin(),
    previewHeadersPlugin(ISOLATION_HEADERS),
  ],
  resolve: {
    // onnxruntime-web without its loader inlined: the loader is then one file that every wasm thread also starts from.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  optimizeDeps: {
    // Pre-bundling moves onnxruntime-web, and with it the address that it finds itself by.
    exclude: ['onnxruntime-web'],
    // Else what only the worker imports is found when it starts, and the page reloads under the user's hands.
    entries: ['index.html', 'workers/*.ts'],
  },
  // Browsers with WebGPU, or with wasm threads and SIMD, are newer than all of ES2023.
  build: {
    target: 'es2023',
    rolldownOptions: {
      checks: { bundlerTimings: false },
      // All that the page starts with in one file: twenty small ones cost a browser more than they bring.
      output: { codeSplitting: { groups: [firstScriptChunk, { name: 'page', tags: ['$initial'] }] } },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [tokenizerOfTransformers, webpWithoutAddress, licences.workers()],
    // WebKit runs a worker's entry once more when a part that is loaded later imports from it, and two scorers would then
    // answer each call. So an entry holds itself alone, and nothing imports from it.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'parts', tags: ['$initial'], test: (id) => !isWorkerEntry(id) }] } },
    },
  },
  server: { headers: ISOLATION_HEADERS },
  test: {
    // A developer's own GPU is no part of what is tested; tests of GPUs ask for theirs.
    // And nothing is remembered from one run to the next: there can be no folder.
    env: { EDITREWARD_DEVICE: 'cpu', EDITREWARD_CACHE: '/dev/null/none' },
    reporters: ['default', './e2e/harness/summaryReporter.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'node',
          maxWorkers: UNIT_WORKERS,
          testTimeout: UNIT_TEST_TIMEOUT_MS,
          hookTimeout: UNIT_TEST_TIMEOUT_MS,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          environment: 'node',
          globalSetup: './e2e/harness/builtSite.ts',
          setupFiles: './e2e/harness/showPages.ts',
          maxWorkers: E2E_WORKERS,
          testTimeout: E2E_TEST_TIMEOUT_MS,
          hookTimeout: E2E_TEST_TIMEOUT_MS,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
