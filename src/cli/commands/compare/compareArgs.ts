import { parseArgs } from 'node:util';
import type { ReportFormat } from '../../../evaluation/report/provenance.ts';
import { UsageError } from '../../command.ts';
import { DEVICE_OPTIONS, parseDeviceWish, type DeviceWish } from '../deviceArgs.ts';
import { parseChoice } from '../evaluate/datasetChoice.ts';
import type { DatasetChoice } from '../evaluate/openDataset.ts';
import { parseCount } from '../parseCount.ts';
import { requireOption } from '../requireOption.ts';
import { parseFormats } from '../report/reportArgs.ts';

/** One of the two that are compared. */
export interface Contender {
  readonly kind: 'model' | 'results';
  readonly path: string;
}

/** What models score. */
export interface ComparedDataset extends DatasetChoice {
  readonly images: string | undefined;
  readonly maxPixels: number | undefined;
  readonly wish: DeviceWish;
}

export interface CompareOptions {
  /** In the order of the command line. */
  readonly contenders: readonly [Contender, Contender];
  /** Undefined where both are results. */
  readonly dataset: ComparedDataset | undefined;
  readonly out: string;
  readonly formats: readonly ReportFormat[];
  readonly json: boolean;
}

const FORMATS: readonly ReportFormat[] = ['md', 'tex', 'csv'];
const OF_MODELS = ['manifest', 'folder', 'images', 'columns', 'max-pixels', 'device', 'adapter', 'self-test'] as const;

/** Reads the words after `compare`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseCompareArgs(args: string[]): CompareOptions {
  const { values, tokens } = parseArgs({
    args,
    options: {
      model: { type: 'string', multiple: true },
      results: { type: 'string', multiple: true },
      manifest: { type: 'string' },
      folder: { type: 'string', multiple: true },
      images: { type: 'string' },
      columns: { type: 'string' },
      'max-pixels': { type: 'string' },
      ...DEVICE_OPTIONS,
      out: { type: 'string' },
      format: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
    tokens: true,
  });
  const [first, second, ...others] = tokens.flatMap((token): Contender[] => {
    if (token.kind !== 'option' || (token.name !== 'model' && token.name !== 'results')) return [];
    return [{ kind: token.name, path: requireOption(token.name, token.value) }];
  });
  if (!first || !second || others.length > 0) {
    throw new UsageError('Which two? Give --model twice, or --results in the place of a model.');
  }
  const scores = [first, second].some(({ kind }) => kind === 'model');
  const unused = OF_MODELS.find((name) => values[name] !== undefined);
  if (!scores && unused !== undefined) throw new UsageError(`--${unused} goes with --model: nothing is scored.`);
  return {
    contenders: [first, second],
    dataset: scores ? comparedDataset(values) : undefined,
    out: scores ? requireOption('out', values.out) : (values.out ?? '.'),
    formats: parseFormats(values.format, FORMATS),
    json: values.json,
  };
}

type Values = Parameters<typeof parseChoice>[0] &
  Parameters<typeof parseDeviceWish>[0] & { readonly 'max-pixels'?: string | undefined };

function comparedDataset(values: Values): ComparedDataset {
  return {
    ...parseChoice(values),
    images: values.images,
    maxPixels: parseCount('max-pixels', values['max-pixels']),
    wish: parseDeviceWish(values),
  };
}
