import { parseArgs } from 'node:util';
import type { ImageOrientation } from '../../core/image/decodedImage.ts';
import { UsageError } from '../command.ts';
import { requireOption } from './requireOption.ts';

/** What the user asked `score` for. */
export interface ScoreOptions {
  /** Folder of the model package. */
  readonly model: string;
  readonly source: string;
  readonly edited: readonly string[];
  /** May be empty, as in EditReward's own data. */
  readonly instruction: string;
  readonly images: ImageOrientation;
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
      instruction: { type: 'string' },
      images: { type: 'string', default: 'official' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
    tokens: true,
  });
  if (values.instruction === undefined) throw new UsageError('--instruction is missing.');
  return {
    model: requireOption('model', values.model),
    source: requireOption('source', values.source),
    edited: editedImages(tokens),
    instruction: values.instruction,
    images: parseOrientation(values.images),
    json: values.json,
  };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** A shell turns `--edited *.png` into one value and further words: those belong to it. In the order of the line. */
function editedImages(tokens: readonly Token[]): string[] {
  const edited: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option' && token.name === 'edited') edited.push(requireOption('edited', token.value));
    if (token.kind !== 'positional') continue;
    if (edited.length === 0) throw new UsageError(`"${token.value}" belongs to no option.`);
    edited.push(token.value);
  }
  requireOption('edited', edited[0]);
  return edited;
}

function parseOrientation(value: string): ImageOrientation {
  const orientation = ORIENTATIONS.find((known) => known === value);
  if (orientation !== undefined) return orientation;
  throw new UsageError(`--images is ${ORIENTATIONS.join(' or ')}, not "${value}".`);
}
