import { EditRewardError, messageOf } from '../core/errors.ts';

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

/** A part of the page that is no part of what a first visit waits for. Throws {@link PartMissingError}. */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (cause) {
    throw new PartMissingError(cause);
  }
}

/**
 * Removes each style sheet that did not come: Vite takes one that stands in the page for loaded, and trying again would
 * show a page without its styles.
 */
export function forgetFailedStyles(): void {
  // Such events do not bubble.
  document.addEventListener('error', forgetStyle, { capture: true });
}

function forgetStyle({ target }: Event): void {
  if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') target.remove();
}
