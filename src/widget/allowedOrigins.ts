/** Any origin may be named by the page that embeds. */
export const ANY_ORIGIN = '*';

/**
 * The origins that a frame listens to. Its address names them (`?origins=`, with commas between them). The owner of the
 * site allows them: with a list of the same kind, or {@link ANY_ORIGIN}. What is no origin is left out, so a frame
 * whose address names none listens to nobody.
 */
export function allowedOrigins(named: string | null, allowed: string): readonly string[] {
  const owners = listOf(allowed);
  return listOf(named ?? '').filter(
    (origin) => isOrigin(origin) && (owners.includes(ANY_ORIGIN) || owners.includes(origin)),
  );
}

function listOf(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
