import { fileURLToPath } from 'node:url';

/** Folder of EditReward-Nano, which comes along. As far from here as from `lib/cli`, where this ends up when it is packed. */
export const BUNDLED_MODEL = fileURLToPath(new URL('../../public/models/nano', import.meta.url));
