import { formatCountOf } from '../formatNumbers.ts';
import { listed } from '../listed.ts';

/** What has to be known of pictures with transparent parts: the model gets other colours there than people see. */
export function transparencyText(names: readonly string[]): string {
  const [first] = names;
  if (first === undefined) return '';
  const who =
    names.length === 1
      ? `${first} has transparent parts.`
      : `${formatCountOf(names.length, 'picture')} have transparent parts: ${listed(names)}.`;
  return (
    `${who} The model sees no transparency: it gets the colours that are stored in those parts, often black, as the official ` +
    'Python code does. To choose them yourself, save without transparency.'
  );
}
