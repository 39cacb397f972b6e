/** Names shown in a message: enough to recognise what they are. */
const SHOWN_NAMES = 3;

/** The first few of many names. */
export function listed(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  return `${names.slice(0, SHOWN_NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
