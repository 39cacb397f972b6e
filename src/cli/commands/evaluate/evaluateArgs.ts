import { parseArgs } from 'node:util';
import type { Part } from '../../../batch/planRequests.ts';
import { BUNDLED_MODEL } from '../../bundledModel.ts';
import { UsageError } from '../../command.ts';
import { DEVICE_OPTIONS, parseDeviceWish, type DeviceWish } from '../deviceArgs.ts';
import { listedValues } from '../listedValues.ts';
import { parseCount } from '../parseCount.ts';
import { requireOption } from '../requireOption.ts';
import { parseChoice } from './datasetChoice.ts';
import type { DatasetChoice } from './openDataset.ts';

/** What the user asked `evaluate --suite nano` for. */
export interface NanoOptions {
  /** Folders of model packages; the others are compared with the first. */
  readonly models: readonly string[];
  readonly scenes: number;
  readonly seed: number;
  readonly wish: DeviceWish;
  readonly json: boolean;
}

/** Gives each type of edit some 650 pairs, and an accuracy of 0.9 over all types an interval of about ±0.015. */
const DEFAULT_SCENES = 300;
/** Seeds are 32-bit numbers. */
const MAX_SEED = 2 ** 32 - 1;
/** Beyond it a run would take days. */
const MAX_SCENES = 1_000_000;

/** What the user asked `evaluate --manifest` or `--folder` for. */
export interface DatasetOptions extends DatasetChoice {
  /** Undefined: the folder that the manifest is in. */
  readonly images: string | undefined;
  readonly model: string;
  readonly out: string;
  readonly part: Part;
  /** Pictures are made no larger than this, in pixels. */
  readonly maxPixels: number | undefined;
  /** A file of heads that take the place of the model's own. */
  readonly taste: string | undefined;
  /** Whether to keep what the heads read of each picture. */
  readonly keepFeatures: boolean;
  readonly wish: DeviceWish;
  readonly json: boolean;
}

/** A suite of our own, or a dataset of the user's. */
export type EvaluateOptions =
  | { readonly kind: 'nano'; readonly nano: NanoOptions }
  | { readonly kind: 'dataset'; readonly dataset: DatasetOptions };

/** Reads the words after `evaluate`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseEvaluateArgs(args: string[]): EvaluateOptions {
  const { values, tokens } = parseArgs({
    args,
    options: {
      suite: { type: 'string' },
      model: { type: 'string', multiple: true },
      scenes: { type: 'string' },
      seed: { type: 'string' },
      manifest: { type: 'string' },
      folder: { type: 'string', multiple: true },
      'min-confidence': { type: 'string' },
      ...DEVICE_OPTIONS,
      images: { type: 'string' },
      out: { type: 'string' },
      part: { type: 'string' },
      'max-pixels': { type: 'string' },
      columns: { type: 'string' },
      preference: { type: 'string' },
      'first-is-preferred': { type: 'boolean' },
      taste: { type: 'string' },
      'keep-features': { type: 'boolean' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  });
  const folders = listedValues(tokens, ['folder']);
  if ((values.manifest ?? values.folder) !== undefined && values.suite === undefined) {
    refuse(values, ['scenes', 'seed'], '--suite');
    return { kind: 'dataset', dataset: datasetOptions({ ...values, ...(folders.length > 0 && { folder: folders }) }) };
  }
  refuse(values, OF_DATASET, 'a dataset, without --suite');
  return { kind: 'nano', nano: nanoOptions(values) };
}

const OF_DATASET = [
  'manifest',
  'folder',
  'images',
  'out',
  'part',
  'max-pixels',
  'columns',
  'preference',
  'first-is-preferred',
  'min-confidence',
  'taste',
  'keep-features',
] as const;

/** As `parseArgs` gives them. */
interface Values {
  readonly suite?: string | undefined;
  readonly model?: string[] | undefined;
  readonly scenes?: string | undefined;
  readonly seed?: string | undefined;
  readonly manifest?: string | undefined;
  readonly folder?: string[] | undefined;
  readonly images?: string | undefined;
  readonly out?: string | undefined;
  readonly part?: string | undefined;
  readonly 'max-pixels'?: string | undefined;
  readonly columns?: string | undefined;
  readonly preference?: string | undefined;
  readonly 'first-is-preferred'?: boolean | undefined;
  readonly 'min-confidence'?: string | undefined;
  readonly taste?: string | undefined;
  readonly 'keep-features'?: boolean | undefined;
  readonly device?: string | undefined;
  readonly adapter?: string | undefined;
  readonly 'self-test'?: boolean | undefined;
  readonly json: boolean;
}

/** An option that would be ignored is a mistake. */
function refuse(values: Values, names: readonly (keyof Values)[], belongsTo: string): void {
  const given = names.find((name) => values[name] !== undefined);
  if (given !== undefined) throw new UsageError(`--${given} goes with ${belongsTo}.`);
}

function nanoOptions(values: Values): NanoOptions {
  if (values.suite === undefined) throw new UsageError('--suite, --manifest or --folder is missing.');
  if (values.suite !== 'nano') throw new UsageError(`--suite is nano, not "${values.suite}".`);
  return {
    models: values.model?.map((model) => requireOption('model', model)) ?? [BUNDLED_MODEL],
    scenes: parseWhole('scenes', values.scenes, 1, MAX_SCENES) ?? DEFAULT_SCENES,
    seed: parseWhole('seed', values.seed, 0, MAX_SEED) ?? 1,
    wish: parseDeviceWish(values),
    json: values.json,
  };
}

function datasetOptions(values: Values): DatasetOptions {
  const { images, model = [], out, part, json } = values;
  if (model.length > 1) throw new UsageError('--model is given more than once; a dataset is scored with one model.');
  return {
    ...parseChoice(values),
    images,
    model: requireOption('model', model[0]),
    out: requireOption('out', out),
    part: parsePart(part),
    maxPixels: parseCount('max-pixels', values['max-pixels']),
    taste: values.taste === undefined ? undefined : requireOption('taste', values.taste),
    keepFeatures: values['keep-features'] ?? false,
    wish: parseDeviceWish(values),
    json,
  };
}

/** "2/8": part 2 of 8. */
function parsePart(text = '1/1'): Part {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new UsageError(`--part is a number and how many parts there are, such as 2/8, not "${text}".`);
}

function parseWhole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not "${text}".`);
}
