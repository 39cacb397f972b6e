import { EditRewardError, messageOf } from '../../core/errors.ts';
import { loadLazily } from '../../core/loadLazily.ts';

/** A script or style sheet of this site, which the page asks for only when it is needed, did not come. */
export class PartMissingError extends EditRewardError {
  override readonly name = 'PartMissingError';

  constructor(cause: unknown) {
    super(
      `A part of this page could not be loaded (${messageOf(cause)}). Check the connection, then try again: ` +
        'what is on the page stays as it is.',
      { cause },
    );
  }
}

/** Addresses of style sheets that did not come. */
const missingStyles = new Set<string>();

/** What was missing when a load failed: Vite asks for each style sheet once, and would show the page without it then. */
const owedStyles = new WeakMap<() => Promise<unknown>, readonly string[]>();

/**
 * A part of the page that is no part of what a first visit waits for: `load` imports it, and nothing more. The same `load`
 * may be tried again. Throws {@link PartMissingError}.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    await Promise.all((owedStyles.get(load) ?? []).map(loadStyle));
    const known = missingStyles.size;
    // Without its style sheet the script alone would come, and the page would be shown without styles.
    return await loadLazily(load, () => missingStyles.size === known);
  } catch (cause) {
    owedStyles.set(load, [...missingStyles]);
    throw new PartMissingError(cause);
  }
}

/** From now on style sheets that do not come are known, for {@link loadPart} to bring them. */
export function watchStyles(): void {
  // Such events do not bubble.
  document.addEventListener('error', noteStyle, { capture: true });
}

function noteStyle({ target }: Event): void {
  if (!(target instanceof HTMLLinkElement) || target.rel !== 'stylesheet') return;
  missingStyles.add(target.href);
  target.remove();
}

async function loadStyle(href: string): Promise<void> {
  if (!missingStyles.has(href)) return;
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', crossOrigin: '', href });
  await new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => reject(new Error(`There is no ${href}.`)));
    document.head.append(link);
  });
  missingStyles.delete(href);
}
