import { MAX_INSTRUCTION_CHARACTERS } from '../../core/prompt/instruction.ts';
import type { ImageOrientation } from '../../core/score/scoreRequest.ts';
import { ROUTES } from '../ui/useRoute.ts';
import { callFromPercent, percentOf } from './callFrom.ts';
import type { LinkedSettings } from './linkedSettings.ts';

/** What a link is made of. `model`: where its package is; undefined for the site's own, or where no address leads to it. */
export interface LinkedPage {
  readonly instruction: string;
  readonly callFrom: number;
  readonly orientation: ImageOrientation;
  readonly model: string | undefined;
}

const NAMES = ['instruction', 'threshold', 'orientation'] as const;

/**
 * `site` with `?model=…#/?instruction=…&threshold=…`. What is behind the `#` is never sent to a host: so the text stays
 * between those who have the link, and may be as long as an instruction is.
 */
export function linkOf({ instruction, callFrom, orientation, model }: LinkedPage, site: string): string {
  const settings = new URLSearchParams({ instruction, threshold: String(percentOf(callFrom)) });
  if (orientation === 'official') settings.set('orientation', orientation);
  const url = new URL(site);
  url.search = model === undefined ? '' : String(new URLSearchParams({ model }));
  url.hash = `${ROUTES.score}?${settings}`;
  return url.href;
}

/** The settings of a link, wherever in it they stand; undefined without any. What is not understood is passed over. */
export function settingsOfLink(address: string): LinkedSettings | undefined {
  const params = paramsOf(address);
  if (!NAMES.some((name) => params.has(name))) return undefined;
  return {
    instruction: params.get('instruction')?.slice(0, MAX_INSTRUCTION_CHARACTERS),
    callFrom: callFromPercent(params.get('threshold')),
    orientation: orientationOf(params.get('orientation')),
  };
}

/** The address of the page once the settings were taken: a reload is to bring back what was made of them since. */
export function withoutSettings(address: string): string {
  const url = new URL(address);
  for (const name of NAMES) url.searchParams.delete(name);
  url.hash = ROUTES.score;
  return url.href;
}

function paramsOf(address: string): URLSearchParams {
  const { search, hash } = new URL(address);
  const behind = hash.includes('?') ? hash.slice(hash.indexOf('?') + 1) : '';
  return new URLSearchParams(`${behind}&${search.slice(1)}`);
}

function orientationOf(text: string | null): ImageOrientation | undefined {
  return text === 'official' || text === 'upright' ? text : undefined;
}
