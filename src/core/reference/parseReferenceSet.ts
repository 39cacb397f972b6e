import * as v from 'valibot';
import {
  LEAST_SCORES,
  MAX_LENGTHS,
  MAX_POINTS,
  REFERENCE_FILE,
  ReferenceSetError,
  REWARD_KEY,
  type ReferenceSet,
} from './referenceSet.ts';

const ascending = v.pipe(
  v.array(v.pipe(v.number(), v.finite())),
  v.minLength(LEAST_SCORES),
  v.maxLength(MAX_POINTS),
  v.check((points) => points.every((point, k) => k === 0 || point >= (points[k - 1] ?? point)), 'is not ascending'),
);

const schema = v.object({
  format: v.literal('editreward-reference'),
  version: v.literal(1),
  model: v.object({
    id: v.string(),
    dtype: v.string(),
    revision: v.exactOptional(v.string()),
    manifestSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    maxPixels: v.exactOptional(v.number()),
    taste: v.exactOptional(v.object({ name: v.string(), sha256: v.string() })),
  }),
  of: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_LENGTHS.of)),
  origin: v.pipe(v.string(), v.maxLength(MAX_LENGTHS.origin)),
  count: v.pipe(v.number(), v.integer(), v.minValue(LEAST_SCORES)),
  points: v.objectWithRest({ [REWARD_KEY]: ascending }, ascending),
}) satisfies v.GenericSchema<unknown, ReferenceSet>;

/** Makes a reference set of JSON text; `file` names it for messages. Throws {@link ReferenceSetError}. */
export function parseReferenceSet(json: string, file: string): ReferenceSet {
  const result = v.safeParse(schema, parseJson(json, file));
  if (result.success) return result.output;
  const where = v.getDotPath(result.issues[0]);
  throw new ReferenceSetError(
    `${file} is not a reference set${where === null ? '' : `: "${where}" is wrong`}. Make one with \`editreward reference\`.`,
    { file },
  );
}

function parseJson(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new ReferenceSetError(`${file} is not a reference set: it is not JSON. Choose a ${REFERENCE_FILE}.`, {
      file,
      cause,
    });
  }
}
