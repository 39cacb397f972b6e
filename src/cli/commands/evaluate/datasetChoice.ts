import { canonicalName } from '../../../formats/dataset/columnNames.ts';
import {
  COLUMN_ROLES,
  mappingProblem,
  type ColumnMapping,
  type ColumnUse,
} from '../../../core/dataset/columnMapping.ts';
import { PREFERENCES, type Preference } from '../../../core/dataset/preference.ts';
import { UsageError } from '../../command.ts';
import { requireOption } from '../requireOption.ts';
import type { DatasetChoice } from './openDataset.ts';

/** Options that say which dataset is meant and what of it counts, as `parseArgs` gives them. */
export interface ChoiceValues {
  readonly manifest?: string | undefined;
  readonly folder?: readonly string[] | undefined;
  readonly images?: string | undefined;
  readonly columns?: string | undefined;
  readonly preference?: string | undefined;
  /** The older name of `--preference path1`. */
  readonly 'first-is-preferred'?: boolean | undefined;
  readonly 'min-confidence'?: string | undefined;
}

/** Throws {@link UsageError}. */
export function parseChoice(values: ChoiceValues): DatasetChoice {
  const minConfidence = parseConfidence(values['min-confidence']);
  const preference = parsePreference(values);
  return { ...parsePlace(values), preference, ...(minConfidence !== undefined && { minConfidence }) };
}

function parsePlace(values: ChoiceValues): Pick<DatasetChoice, 'manifest' | 'folders' | 'columns'> {
  const { manifest, folder, images, columns } = values;
  if (folder === undefined) {
    return {
      manifest: requireOption('manifest', manifest),
      ...(columns !== undefined && { columns: parseColumns(columns) }),
    };
  }
  if (manifest !== undefined) throw new UsageError('--folder and --manifest are two datasets. Give one of them.');
  if (images !== undefined) throw new UsageError('--images goes with --manifest: the pictures of --folder are in it.');
  if (columns !== undefined) throw new UsageError('--columns goes with --manifest: a folder of pictures has none.');
  return { folders: folder.map((path) => requireOption('folder', path)) };
}

/** "source=before,edited=after,instruction=ask". */
function parseColumns(text: string): ColumnMapping {
  const uses = text.split(',').map(parseColumn);
  const problem = mappingProblem(uses);
  if (problem !== undefined) throw new UsageError(`--columns "${text}" cannot be used. ${problem}`);
  return uses;
}

function parseColumn(text: string): ColumnUse {
  const end = text.indexOf('=');
  const role = COLUMN_ROLES.find((one) => one === text.slice(0, end).trim());
  const column = canonicalName(text.slice(end + 1));
  if (end !== -1 && role && column !== '') return { role, column };
  const roles = `${COLUMN_ROLES.slice(0, -1).join(', ')} and ${COLUMN_ROLES.at(-1)}`;
  throw new UsageError(
    `--columns says which column is what, such as source=before,edited=after: ${roles}. "${text}" is none.`,
  );
}

function parsePreference({ preference: text, 'first-is-preferred': isFirst = false }: ChoiceValues): Preference {
  const byFlag = isFirst ? 'path1' : 'none';
  if (text === undefined) return byFlag;
  const preference = PREFERENCES.find((one) => one === text);
  if (!preference) throw new UsageError(`--preference is path1, scores or none, not "${text}".`);
  if (isFirst && preference !== byFlag) {
    throw new UsageError(`--first-is-preferred is the older name of --preference path1. Give one of them.`);
  }
  return preference;
}

function parseConfidence(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= 1) return value;
  throw new UsageError(`--min-confidence is a number from 0 to 1, such as 0.95, not "${text}".`);
}
