import { BaseModelError, type JsonObject } from './baseModelError.ts';

/**
 * A field of a base model's file that is not read. Either its value is tested, with words for the values that pass; or
 * any value will do, and it says why.
 */
export type FieldUse =
  { readonly fits: (value: unknown) => boolean; readonly expected: string } | { readonly harmless: string };

export type FieldTable = Readonly<Record<string, FieldUse>>;

/** What a field must be, if it is there. */
export function only(value: string | number | boolean, why = ''): FieldUse {
  return { fits: (other) => other === value, expected: `${JSON.stringify(value)}${why}` };
}

/**
 * Throws {@link BaseModelError} for a field that does not fit. A null counts as no field: it means the default of the
 * official class.
 */
export function checkFields(section: JsonObject, table: FieldTable, file: string, prefix = ''): void {
  for (const [field, use] of Object.entries(table)) {
    const value = section[field] ?? undefined;
    if (value === undefined || 'harmless' in use || use.fits(value)) continue;
    throw new BaseModelError(
      `${file} has ${prefix}${field} ${shown(value)}; supported: ${use.expected}. Use the ${file} of the base model that ` +
        'this checkpoint was trained from, if that is another.',
      { file },
    );
  }
}

/** Some fields hold whole dictionaries. */
const SHOWN_CHARACTERS = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
