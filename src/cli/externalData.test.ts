import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NANO = 'public/models/nano';
const GRAPH = 'heads.cpu.onnx';
const DATA = 'heads.data';
/** As long as DATA, so that the graph's lengths stay right. */
const OUTSIDE = '../he.data';

describe("a graph's external data", () => {
  let scratch: string;
  let folder: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'editreward-outside-'));
    folder = join(scratch, 'package');
    mkdirSync(folder);
    copyFileSync(join(NANO, DATA), join(folder, DATA));
    copyFileSync(join(NANO, DATA), join(folder, OUTSIDE));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  const load = (location: string) => {
    const graph = readFileSync(join(NANO, GRAPH)).toString('latin1').replaceAll(DATA, location);
    writeFileSync(join(folder, GRAPH), Buffer.from(graph, 'latin1'));
    return ort.InferenceSession.create(join(folder, GRAPH), { executionProviders: ['cpu'] });
  };

  it('is read beside the graph', async () => {
    await (await load(DATA)).release();
  });

  it('is never read outside the package, in Node, where onnxruntime opens it by itself', async () => {
    await expect(load(OUTSIDE)).rejects.toThrow(/external data/i);
  });
});
