import { remoteLocationOf } from '../../client/remoteLocation.ts';

const HUB = 'huggingface.co';

/** Which other site is asked for an offered model; undefined: the site itself. */
export function hostOfOffer(address: string, siteUrl: string): string | undefined {
  const location = remoteLocationOf(address, siteUrl);
  if (location.kind === 'huggingFace') return HUB;
  const { host, origin } = new URL(location.url);
  return origin === new URL(siteUrl).origin ? undefined : host;
}
