import { parseArgs } from 'node:util';
import type { ImageOrientation } from '../../core/image/decodedImage.ts';
import { UsageError } from '../command.ts';
import { DEVICE_OPTIONS, parseDeviceWish, type DeviceWish } from './deviceArgs.ts';
import { listedValues } from './listedValues.ts';
import { parseCount } from './parseCount.ts';
import { requireOption } from './requireOption.ts';

/** What the user asked `score` for. */
export interface ScoreOptions {
  /** Folder of the model package. */
  readonly model: string;
  /** Missing for a model that judges pictures by themselves. */
  readonly source: string | undefined;
  /** The edits; or the pictures. */
  readonly edited: readonly string[];
  /** What the edits were to do, or the prompt of the pictures. May be empty, as in EditReward's own data. */
  readonly instruction: string;
  readonly images: ImageOrientation;
  /** Pictures are made no larger than this, in pixels. */
  readonly maxPixels: number | undefined;
  /** A file of heads that take the place of the model's own. */
  readonly taste: string | undefined;
  readonly wish: DeviceWish;
  /** A reference set to compare the scores with. */
  readonly reference: string | undefined;
  readonly json: boolean;
}

const ORIENTATIONS: readonly ImageOrientation[] = ['official', 'upright'];

/** Reads the words after `score`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseScoreArgs(args: string[]): ScoreOptions {
  const { values, tokens } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      source: { type: 'string' },
      edited: { type: 'string', multiple: true },
      image: { type: 'string', multiple: true },
      instruction: { type: 'string' },
      prompt: { type: 'string' },
      images: { type: 'string', default: 'official' },
      'max-pixels': { type: 'string' },
      taste: { type: 'string' },
      reference: { type: 'string' },
      ...DEVICE_OPTIONS,
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  });
  if (values.taste !== undefined && values.reference !== undefined) {
    throw new UsageError(
      "--reference holds scores of the model's own heads, and --taste brings others. Give one of them.",
    );
  }
  return {
    model: requireOption('model', values.model),
    source: values.source === undefined ? undefined : requireOption('source', values.source),
    edited: editedImages(tokens),
    instruction: textOf(values.instruction, values.prompt),
    images: parseOrientation(values.images),
    maxPixels: parseCount('max-pixels', values['max-pixels']),
    taste: values.taste === undefined ? undefined : requireOption('taste', values.taste),
    wish: parseDeviceWish(values),
    reference: values.reference === undefined ? undefined : requireOption('reference', values.reference),
    json: values.json,
  };
}

/** `--prompt` is another name of `--instruction`. */
function textOf(instruction: string | undefined, prompt: string | undefined): string {
  if (instruction !== undefined && prompt !== undefined) {
    throw new UsageError('--instruction and --prompt are two names of one option: give one of them.');
  }
  const text = instruction ?? prompt;
  if (text === undefined) throw new UsageError('--instruction is missing (or --prompt, its other name).');
  return text;
}

/** Two names of one option. */
const EDITED = ['edited', 'image'];

function editedImages(tokens: Parameters<typeof listedValues>[0]): string[] {
  const edited = listedValues(tokens, EDITED);
  if (edited.length === 0) throw new UsageError('--edited is missing (or --image, its other name).');
  return edited;
}

function parseOrientation(value: string): ImageOrientation {
  const orientation = ORIENTATIONS.find((known) => known === value);
  if (orientation !== undefined) return orientation;
  throw new UsageError(`--images is ${ORIENTATIONS.join(' or ')}, not "${value}".`);
}
