import { provenAv1 } from '../../core/image/proof/provenAv1.ts';
import { decodeAv1 } from './decodeAv1.ts';

/** Planes of WebCodecs, where those have been proven. */
export const decodeProvenAv1 = provenAv1(decodeAv1);
