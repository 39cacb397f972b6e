/** Rows that stand inside of something: a list under a key, a dictionary, whole columns. */
import { isKnownColumn, isRowLike } from './columnNames.ts';
import { RowError, rowValues, type RowValues } from './row.ts';

export const LABEL_STUDIO =
  'This is an export of Label Studio, whose answers mean what its labelling configuration says. ' +
  'Save the fields of "data" as JSON lines, with what people preferred as "ranking".';

/** Of Label Studio's tasks: what people answered, under the names of its versions. */
const ANSWERS = ['annotations', 'completions', 'predictions'];

/**
 * The row inside an object, such as `{"row_idx": 0, "row": {…}}` of Hugging Face, with the values around it. Undefined
 * when there is not exactly one. Throws {@link RowError} when it is not whole.
 */
export function rowInside(values: RowValues): RowValues | undefined {
  const inside = Object.entries(values).filter(([, value]) => isRow(value));
  const [first, second] = inside;
  if (!first || second) return undefined;
  const [name, inner] = first;
  if (ANSWERS.some((key) => isFilledList(values[key]))) throw new RowError(LABEL_STUDIO);
  const cut = values['truncated_cells'];
  if (isFilledList(cut)) {
    throw new RowError(`Hugging Face's viewer cut off ${cut.join(', ')} of this row. Download the dataset itself.`);
  }
  const around = Object.entries(values).filter(
    ([key]) => key !== name && !(key === 'id' && isRecord(inner) && 'id' in inner),
  );
  return rowValues([...around, ...Object.entries(Object(inner))]);
}

/** Looked at to know what a list holds. */
const LOOKED_AT = 20;

/**
 * Whether a list of rows is among the values. The other values are then a row as well, or say something about the rows.
 */
export function hasListOfRows(values: RowValues): boolean {
  return Object.values(values).some((value) => Array.isArray(value) && value.slice(0, LOOKED_AT).some(isRow));
}

function isRow(value: unknown): boolean {
  return isRecord(value) && isRowLike(value);
}

/** The rows of whole columns, as pandas writes them (`{"prompt": {"0": …}}`, `split`) and `datasets` does; undefined for others. */
export function rowsOfColumns(values: RowValues): RowValues[] | undefined {
  const { columns, data } = values;
  if (isFilledList(columns) && Array.isArray(data))
    return columns.some(isKnownText) ? rowsOfSplit(columns, data) : undefined;
  const whole = Object.entries(values).filter(([, value]) => typeof value === 'object' && value !== null);
  if (!whole.some(([name]) => isKnownColumn(name)) || whole.length < 2) return undefined;
  const places = [...new Set(whole.flatMap(([, column]) => Object.keys(Object(column))))];
  return places.map((place) => rowValues(whole.map(([name, column]) => [name, Object(column)[place]])));
}

function isKnownText(name: unknown): boolean {
  return typeof name === 'string' && isKnownColumn(name);
}

function rowsOfSplit(columns: readonly unknown[], data: readonly unknown[]): RowValues[] {
  return data.map((cells) => rowValues(columns.map((name, index) => [String(name), Object(cells)[index]])));
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFilledList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}
