import { avifProof } from '../../core/image/proof/avifProof.ts';
import { provenDecoder } from '../../core/image/proof/provenDecoder.ts';
import { decodeBitmap } from './decodeBitmap.ts';
import { readsBack } from './readsBack.ts';

/** Decodes an ordinary AVIF with the browser's decoder and its colours, where those have been proven. */
export const decodeAvifBitmap = provenDecoder(decodeBitmap, readsBack, avifProof);
