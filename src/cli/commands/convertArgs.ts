import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DTYPES, type Dtype } from '../../core/modelPackage/manifest.ts';
import { isCalibrated } from '../../convert/calibration/calibration.ts';
import { UsageError } from '../command.ts';
import { parseCount } from './parseCount.ts';
import { requireOption } from './requireOption.ts';

/** What the user asked `convert` for. */
export interface ConvertOptions {
  readonly checkpoint: string;
  /** Folders; of files with the same path the first one's wins. */
  readonly bases: readonly string[];
  /** Undefined: the tokenizer lies in the base folders. */
  readonly tokenizer: string | undefined;
  /** A folder or a JSON file; undefined: downloaded. */
  readonly prompts: string | undefined;
  readonly dtype: Dtype;
  readonly out: string;
  /** A dataset's file, a folder of pictures, or the word for drawn ones; undefined: each weight is rounded by itself. */
  readonly calibrate: string | undefined;
  readonly symmetric: boolean;
  readonly maxLayersPerShard: number | undefined;
  /** Undefined: as many as there are cores. */
  readonly threads: number | undefined;
  readonly id: string;
  readonly repository: string | undefined;
  readonly revision: string | undefined;
  readonly licence: string | undefined;
  readonly force: boolean;
}

/** Reads the words after `convert`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseConvertArgs(args: string[]): ConvertOptions {
  const { values } = parseArgs({
    args,
    options: {
      checkpoint: { type: 'string' },
      base: { type: 'string', multiple: true },
      tokenizer: { type: 'string' },
      prompts: { type: 'string' },
      dtype: { type: 'string' },
      out: { type: 'string' },
      calibrate: { type: 'string' },
      symmetric: { type: 'boolean', default: false },
      'layers-per-shard': { type: 'string' },
      threads: { type: 'string' },
      id: { type: 'string' },
      repository: { type: 'string' },
      revision: { type: 'string' },
      licence: { type: 'string' },
      force: { type: 'boolean', default: false },
    },
  });
  const { tokenizer, prompts, symmetric, repository, revision, licence, force } = values;
  const checkpoint = requireOption('checkpoint', values.checkpoint);
  const bases = values.base ?? [];
  requireOption('base', bases[0]);
  const dtype = parseDtype(requireOption('dtype', values.dtype));
  return {
    checkpoint,
    bases,
    tokenizer,
    prompts,
    dtype,
    out: requireOption('out', values.out),
    calibrate: parseCalibrate(values.calibrate, dtype),
    symmetric,
    maxLayersPerShard: parseCount('layers-per-shard', values['layers-per-shard']),
    threads: parseCount('threads', values.threads),
    id: values.id ?? basename(resolve(checkpoint)),
    repository,
    revision,
    licence,
    force,
  };
}

function parseCalibrate(value: string | undefined, dtype: Dtype): string | undefined {
  if (value === undefined || isCalibrated(dtype)) return value;
  throw new UsageError(`--calibrate changes matrices of 4 bits, and ${dtype} has none. Leave it out, or choose q4.`);
}

function parseDtype(value: string): Dtype {
  const dtype = DTYPES.find((known) => known === value);
  if (dtype !== undefined) return dtype;
  throw new UsageError(`--dtype is one of ${DTYPES.join(', ')}, not "${value}".`);
}
