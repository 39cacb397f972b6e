import { resolve } from 'node:path';
import { build, defaultClientConditions } from 'vite';
import { webpWithoutAddress } from '../../src/build/webpWithoutAddress.ts';

/** A TypeScript entry as one classic script, for code that a test puts into a page: the site's build has no file for it. */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [webpWithoutAddress],
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    build: { write: false, lib: { entry: resolve(entry), name: 'testScript', formats: ['iife'] } },
  });
  const [output] = [result].flat();
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (chunk === undefined) throw new Error(`${entry} gave no script.`);
  return chunk.code;
}
