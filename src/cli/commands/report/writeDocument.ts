import { basename } from 'node:path';
import { digestSource } from '../../../core/bytes/sha256.ts';
import type { ComparedResults } from '../../../evaluation/comparison/comparisonReport.ts';
import type { ReportFormat } from '../../../evaluation/report/provenance.ts';
import type { ReportDocument } from '../../../evaluation/report/reportDocument.ts';
import { documentMarkdown } from '../../../evaluation/report/reportMarkdown.ts';
import type { Results } from '../../../formats/results/readResults.ts';
import { directorySink } from '../../nodeFiles.ts';
import { documentFiles, type DocumentFile } from './documentFiles.ts';

/** A document, and how it is to be given. */
export interface DocumentToWrite {
  readonly document: ReportDocument;
  /** What `--json` prints. */
  readonly made: object;
  /** What its files are named after. */
  readonly stem: string;
}

export interface DocumentOptions {
  readonly formats: readonly ReportFormat[];
  readonly out: string;
  readonly json: boolean;
}

/** Prints a document as JSON, or as Markdown where no format is wanted, and writes its files. */
export async function writeDocument(
  { document, made, stem }: DocumentToWrite,
  { formats, out, json }: DocumentOptions,
): Promise<void> {
  if (json) console.log(JSON.stringify(made, undefined, 2));
  else if (formats.length === 0) console.log(documentMarkdown(document).trimEnd());
  const written = (await Promise.all(formats.map((format) => documentFiles(document, stem, format)))).flat();
  await writeFiles(out, written);
  if (written.length > 0) console.error(`editreward: ${countOf(written.length)} written to ${out}.`);
}

async function writeFiles(folder: string, files: readonly DocumentFile[]): Promise<void> {
  for (const [name, bytes] of files) {
    const sink = await directorySink(folder).create(name);
    await sink.write(bytes);
    await sink.close();
  }
}

/** Results with the digests of their files. */
export async function withDigests(results: Results): Promise<ComparedResults> {
  const data = results.data.map(async (source) => ({ name: source.name, sha256: await digestSource(source) }));
  return { results, data: await Promise.all(data) };
}

/** "set" of "results/set_scores.jsonl". */
export function stemOf(file: string): string {
  return basename(file).replace(/(_scores|_detailed_log)?\.[^.]*$/, '');
}

function countOf(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}
