import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { TRAINING_LOSSES, type TrainingLoss } from '../../../taste/loss/trainingLoss.ts';
import type { TrainingKind } from '../../../taste/trainTaste.ts';
import { UsageError } from '../../command.ts';
import { DEVICE_OPTIONS, parseDeviceWish, type DeviceWish } from '../deviceArgs.ts';
import { parseChoice } from '../evaluate/datasetChoice.ts';
import type { DatasetChoice } from '../evaluate/openDataset.ts';
import { parseCount } from '../parseCount.ts';
import { requireOption } from '../requireOption.ts';
import { LABEL_KINDS, type LabelKind } from './labelKind.ts';

/** What the user asked `train` for. */
export interface TrainOptions extends DatasetChoice {
  readonly model: string;
  /** Undefined: the folder that the manifest is in. */
  readonly images: string | undefined;
  readonly out: string;
  readonly name: string;
  readonly kind: TrainingKind;
  readonly loss: TrainingLoss;
  /** Undefined: of dimensions, where the dataset has any. */
  readonly labels: LabelKind | undefined;
  readonly seed: number;
  readonly features: string;
  /** Write it even if it is not better. */
  readonly anyway: boolean;
  readonly maxPixels: number | undefined;
  readonly wish: DeviceWish;
  readonly json: boolean;
}

const KINDS: Readonly<Record<string, TrainingKind>> = { last: 'recalibration', whole: 'wholeHeads' };

/** Reads the words after `train`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseTrainArgs(args: string[]): TrainOptions {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      manifest: { type: 'string' },
      images: { type: 'string' },
      out: { type: 'string' },
      name: { type: 'string' },
      heads: { type: 'string', default: 'last' },
      loss: { type: 'string', default: 'chance' },
      labels: { type: 'string' },
      seed: { type: 'string', default: '1' },
      features: { type: 'string' },
      anyway: { type: 'boolean', default: false },
      columns: { type: 'string' },
      preference: { type: 'string' },
      'min-confidence': { type: 'string' },
      'max-pixels': { type: 'string' },
      ...DEVICE_OPTIONS,
      json: { type: 'boolean', default: false },
    },
  });
  const out = requireOption('out', values.out);
  return {
    ...parseChoice(values),
    dimensions: true,
    model: requireOption('model', values.model),
    images: values.images,
    out,
    name: values.name || basename(out, extname(out)),
    kind: parseKind(values.heads),
    loss: parseLoss(values.loss),
    labels: parseLabels(values.labels),
    seed: parseSeed(values.seed),
    features: values.features ?? `${out}.features`,
    anyway: values.anyway,
    maxPixels: parseCount('max-pixels', values['max-pixels']),
    wish: parseDeviceWish(values),
    json: values.json,
  };
}

function parseKind(text: string): TrainingKind {
  const kind = Object.hasOwn(KINDS, text) ? KINDS[text] : undefined;
  if (kind) return kind;
  throw new UsageError(`--heads is last or whole, not "${text}".`);
}

function parseLoss(text: string): TrainingLoss {
  const loss = TRAINING_LOSSES.find((known) => known === text);
  if (loss) return loss;
  throw new UsageError(`--loss is one of ${TRAINING_LOSSES.join(', ')}, not "${text}".`);
}

function parseLabels(text: string | undefined): LabelKind | undefined {
  const labels = LABEL_KINDS.find((known) => known === text);
  if (labels || text === undefined) return labels;
  throw new UsageError(`--labels is ${LABEL_KINDS.join(' or ')}, not "${text}".`);
}

function parseSeed(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`--seed is a whole number of at most nine digits, not "${text}".`);
}
