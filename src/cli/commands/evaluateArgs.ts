import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UsageError } from '../command.ts';
import { requireOption } from './requireOption.ts';

/** What the user asked `evaluate --suite nano` for. */
export interface NanoOptions {
  /** Folders of model packages; the others are compared with the first. */
  readonly models: readonly string[];
  readonly scenes: number;
  readonly seed: number;
  readonly json: boolean;
}

/** Comes with the repository. */
const BUNDLED_MODEL = fileURLToPath(new URL('../../../public/models/nano', import.meta.url));
/** Gives each type of edit some 650 pairs, and an accuracy of 0.9 over all types an interval of about ±0.015. */
const DEFAULT_SCENES = 300;
/** Seeds are 32-bit numbers. */
const MAX_SEED = 2 ** 32 - 1;
/** Beyond it a run would take days. */
const MAX_SCENES = 1_000_000;

/** Reads the words after `evaluate`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseEvaluateArgs(args: string[]): NanoOptions {
  const { values } = parseArgs({
    args,
    options: {
      suite: { type: 'string' },
      model: { type: 'string', multiple: true },
      scenes: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const suite = requireOption('suite', values.suite);
  if (suite !== 'nano') throw new UsageError(`--suite is nano, not "${suite}".`);
  return {
    models: values.model?.map((model) => requireOption('model', model)) ?? [BUNDLED_MODEL],
    scenes: parseWhole('scenes', values.scenes, 1, MAX_SCENES) ?? DEFAULT_SCENES,
    seed: parseWhole('seed', values.seed, 0, MAX_SEED) ?? 1,
    json: values.json,
  };
}

function parseWhole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
}
