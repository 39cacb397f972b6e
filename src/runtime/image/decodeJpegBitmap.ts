import { jpegProof } from '../../core/image/proof/jpegProof.ts';
import { provenDecoder } from '../../core/image/proof/provenDecoder.ts';
import { decodeBitmap } from './decodeBitmap.ts';
import { readsBack } from './readsBack.ts';

/** Decodes an ordinary JPEG with the browser's decoder, where that has been proven. */
export const decodeJpegBitmap = provenDecoder(decodeBitmap, readsBack, jpegProof);
