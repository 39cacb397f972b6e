import * as v from 'valibot';
import { EditRewardError } from '../core/errors.ts';
import { parsePythonJson } from './pythonJson.ts';

/** A configuration file of the base model is damaged, or describes a model that is not supported. */
export class BaseModelError extends EditRewardError {
  override readonly name = 'BaseModelError';
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Throws {@link BaseModelError}; `file` names the text for its message. */
export function parseObject(json: string, file: string): JsonObject {
  try {
    return v.parse(v.record(v.string(), v.unknown()), parsePythonJson(json));
  } catch (cause) {
    throw new BaseModelError(`${file} is not a JSON object. Download it again.`, { file, cause });
  }
}

/** `data` as `schema` has it. Throws {@link BaseModelError}. */
export function parseFields<Output>(schema: v.GenericSchema<unknown, Output>, data: unknown, file: string): Output {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new BaseModelError(`${file} is damaged at "${v.getDotPath(issue) ?? ''}": ${issue.message}.`, { file });
}

/** A count of 1 or more. */
export const size = v.pipe(v.number(), v.integer(), v.minValue(1));
/** Python's JSON may hold infinity; NaN is no number here. */
export const finite = v.pipe(v.number(), v.finite());

/** A side in pixels; transformers 5 may write it as height and width. */
export const side = v.union([
  size,
  v.pipe(
    v.array(size),
    v.check((sides) => sides.length > 0 && new Set(sides).size === 1, 'sides that differ are not supported'),
    v.transform(([first = 1]) => first),
  ),
]);
