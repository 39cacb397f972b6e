/** Ours against PyTorch on the same CPU: the same checkpoint, pictures and number of threads, all in fp32. */
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { largestDifference, numbersOf } from '../../src/testing/packages.ts';
import { markdownTable, type BenchCase } from './benchCase.ts';
import { median } from './median.ts';
import { makeMidModel } from './midModel.ts';
import { openPytorch, type PytorchTarget } from './pytorchTarget.ts';
import { openInBrowser } from './reuseBrowser.ts';
import { openInNode } from './reuseNode.ts';
import { pictureSeeds, type ReuseTarget } from './reuseTarget.ts';

const ROUNDS = 3;

/** One way to score a candidate, and how long each round took. */
interface Contender {
  readonly name: string;
  readonly seconds: number[];
  /** From PyTorch's numbers, the largest so far. */
  difference: number;
}

export const pytorch: BenchCase = {
  name: 'pytorch',
  summary:
    'WebAssembly and Node against PyTorch on this CPU; EDITREWARD_PYTHON names a Python with reference/requirements.txt',
  document: 'docs/performance.md',
  async run() {
    const python = process.env['EDITREWARD_PYTHON'];
    if (python === undefined) throw new Error('Set EDITREWARD_PYTHON to a Python that has reference/requirements.txt.');
    const root = await mkdtemp(join(tmpdir(), 'editreward-pytorch-'));
    const opened: { close(): Promise<void> }[] = [];
    const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
      const target = await opening;
      opened.push(target);
      return target;
    };
    try {
      console.error('Making a random model…');
      const { checkpoint, path } = await makeMidModel(root);
      const torch = await open(openPytorch(python, checkpoint, join(root, 'pictures'), cpus().length));
      const browser = await open(openInBrowser(path, join(root, 'site')));
      const node = await open(openInNode(path));
      return report(await measure(torch, [browser, node]));
    } finally {
      for (const target of opened) await target.close();
      await rm(root, { recursive: true });
    }
  },
};

/** PyTorch first. Each round has pictures of its own. */
async function measure(torch: PytorchTarget, targets: readonly ReuseTarget[]): Promise<Contender[]> {
  const reference: Contender = { name: `${torch.description}, two full passes`, seconds: [], difference: 0 };
  const contenders = targets.flatMap((target) =>
    [false, true].map((reuse) => ({
      name: `${target.description}, ${reuse ? 'with reuse' : 'two full passes'}`,
      seconds: [] as number[],
      difference: 0,
      score: (seed: number) => target.score({ seed, candidates: 1, reuse }),
    })),
  );
  for (let seed = 0; seed <= ROUNDS; seed++) {
    const { numbers, visionSeconds, textSeconds } = await torch.score(
      pictureSeeds({ seed, candidates: 1, reuse: false }),
    );
    // The first round is to warm up.
    if (seed > 0) reference.seconds.push(visionSeconds + textSeconds);
    for (const contender of contenders) {
      const { scores, startMs, endMs } = await contender.score(seed);
      if (seed > 0) contender.seconds.push((endMs - startMs) / 1000);
      const difference = largestDifference(scores.flatMap(numbersOf), numbers);
      contender.difference = Math.max(contender.difference, difference);
      console.error(`${contender.name}: ${((endMs - startMs) / 1000).toFixed(1)} s`);
    }
  }
  return [reference, ...contenders];
}

function report(contenders: readonly Contender[]) {
  const base = median(contenders[0]?.seconds ?? []);
  const rows = contenders.map(({ name, seconds, difference }) => ({
    name,
    seconds: median(seconds),
    speedOfPytorch: base / median(seconds),
    difference,
  }));
  const cells = rows.map((row) => [
    row.name,
    row.seconds.toFixed(2),
    row.speedOfPytorch.toFixed(2),
    row.difference.toExponential(0),
  ]);
  const header = ['One candidate', 'Seconds', "Of PyTorch's speed", 'Difference'];
  return { rows, markdown: `On ${cpus().length} × ${cpus()[0]?.model ?? 'a CPU'}\n\n${markdownTable(header, cells)}` };
}
