import { parseArgs } from 'node:util';
import { PUBLISHED_SUITES, type PublishedSuite } from '../../../evaluation/publishedFigures.ts';
import type { ReportFormat } from '../../../evaluation/report/provenance.ts';
import { UsageError } from '../../command.ts';

export interface ReportOptions {
  readonly files: readonly string[];
  /** Undefined: the one that the results seem to be of. */
  readonly suite: PublishedSuite | undefined;
  readonly formats: readonly ReportFormat[];
  readonly out: string;
  readonly json: boolean;
}

const FORMATS: readonly ReportFormat[] = ['md', 'tex', 'csv', 'svg', 'png'];

/** Reads the words after `report`. Throws {@link UsageError} and the errors of `parseArgs`. */
export function parseReportArgs(args: string[]): ReportOptions {
  const { values, positionals: files } = parseArgs({
    args,
    options: {
      suite: { type: 'string' },
      format: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: '.' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  if (files.length === 0) throw new UsageError('Which results? Give a _scores.jsonl, or several to compare.');
  return {
    files,
    suite: values.suite === undefined ? undefined : parseSuite(values.suite),
    formats: parseFormats(values.format, FORMATS),
    out: values.out,
    json: values.json,
  };
}

function parseSuite(id: string): PublishedSuite {
  const suite = PUBLISHED_SUITES.find((one) => one.id === id);
  if (suite) return suite;
  throw new UsageError(`--suite is one of ${PUBLISHED_SUITES.map((one) => one.id).join(', ')}, not "${id}".`);
}

/** What `--format` says, which may be a list and repeated. Throws {@link UsageError}. */
export function parseFormats(texts: readonly string[], known: readonly ReportFormat[]): ReportFormat[] {
  return [...new Set(texts.flatMap((text) => text.split(',')))].map((text) => {
    const format = known.find((one) => one === text);
    if (format) return format;
    throw new UsageError(`--format is one of ${known.join(', ')}, not "${text}".`);
  });
}
