import { bytesOfBase64 } from '../../core/bytes/bytesOfBase64.ts';
import { AVIF_SAMPLES } from './avifSamples.ts';
import { BMP_SAMPLES } from './bmpSamples.ts';
import { GIF_SAMPLES } from './gifSamples.ts';
import { PNG_SAMPLES } from './pngSamples.ts';
import type { SamplePicture } from './samplePicture.ts';
import { WEBP_SAMPLES } from './webpSamples.ts';

/** Files that a decoder can get wrong, for the tests of both decoders. */
export const SAMPLE_PICTURES: readonly SamplePicture[] = [
  ...PNG_SAMPLES,
  ...GIF_SAMPLES,
  ...BMP_SAMPLES,
  ...WEBP_SAMPLES,
  ...AVIF_SAMPLES,
  {
    name: 'rgba.png',
    holds: 'alpha 0, 128 and 255',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAYAAAAb4BS0AAAAFUlEQVR42mM4kWLEwCUi18DIxPwfABTMAyDaYmhhAAAAAElFTkSuQmCC',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'palette.png',
    holds: 'palette entries with alpha 0 and 128',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAMAAAAsPuSGAAAACVBMVEXIZDIKFB4BAgPF4TktAAAAAnRSTlMAgJsrThgAAAAMSURBVHjaY2BgZAIAAAgABAgdYwoAAAAASUVORK5CYII=',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'gray.png',
    holds: 'two bits a pixel',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAABAgAAAACW50iwAAAACklEQVR42mOQBgAAHQAcI3yPrAAAAABJRU5ErkJggg==',
    width: 4,
    height: 1,
    rgb: [0, 0, 0, 85, 85, 85, 170, 170, 170, 255, 255, 255],
  },
  {
    name: 'gray-alpha.png',
    holds: 'grey with alpha 0 and 128',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAQAAABeK7cBAAAADUlEQVR42mPwZTjRAAADSQGW7RDafQAAAABJRU5ErkJggg==',
    width: 2,
    height: 1,
    rgb: [77, 77, 77, 200, 200, 200],
  },
  {
    name: 'rgb16.png',
    holds: 'sixteen bits a channel',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAIAAAAr0DSeAAAAFUlEQVR42mNg/N/w/z8Dw//6hn+MACtxBnyefCxIAAAAAElFTkSuQmCC',
    width: 2,
    height: 1,
    rgb: [1, 128, 255, 0, 127, 254],
  },
  {
    name: 'profile.png',
    holds: 'a wide-gamut colour profile',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAIAAACUgoPjAAAA02lDQ1BJQ0MgUHJvZmlsZQAAeJxjYGB8wAAETAIMDLl5JUVB7k4KEZFRCgxIIDG5uIABL/h2jYERRF/Wxa8OK+BMSS1OBtIfgDghuaCohIGBMQDIFigvKQCxE4BskSKgo4DsEhA7HcLuALGTIOw5YDUhQc5A9gaQ3nQI+wCInQRhXwCxoXaBAEt+SgoZzsUPSlIrQG5kyMvPSwXRiLBEhBFCrPkeA4Pt/v///+9AiHntYmDYaMLAwLULIaZhx8AgyMvAcGJ3cmlRGdQqRsYzDAyE+AAWeT15YRX18QAAABJJREFUeJxjOJFixCUix8jEDAAMsgGhz+G8fQAAAABJRU5ErkJggg==',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'alpha.webp',
    holds: 'lossless with alpha',
    base64: 'UklGRjYAAABXRUJQVlA4TCoAAAAvAgAAEBcgEG1TNYSTXUyasNP+fcxGJmAZ26jgIyAorme5oNf7QQ0i+h8=',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'transparent.gif',
    holds: 'a transparent palette entry',
    base64: 'R0lGODlhAwABAIEAAMhkMgoUHgECAwQFBiH5BAEAAAEALAAAAAADAAEAAAgGAAEEEBAQADs=',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'frames.gif',
    holds: 'two frames',
    base64:
      'R0lGODdhAgABAIEAAP8AAAAAAAAAAAAAACwAAAAAAgABAAAIBQABAAgIACH5BAEAAAEALAAAAAACAAEAgQD/AAAAAAAAAAAAAAgFAAEACAgAOw==',
    width: 2,
    height: 1,
    rgb: [255, 0, 0, 255, 0, 0],
  },
  {
    name: 'rows.bmp',
    holds: '24 bits a pixel',
    base64: 'Qk1OAAAAAAAAADYAAAAoAAAAAgAAAAMAAAABABgAAAAAABgAAADEDgAAxA4AAAAAAAAAAAAAysnIzczLAAAJCAcMCwoAAAMCAQYFBAAA',
    width: 2,
    height: 3,
    rgb: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 200, 201, 202, 203, 204, 205],
  },
  {
    name: 'alpha32.bmp',
    holds: '32 bits a pixel',
    base64: 'Qk1CAAAAAAAAADYAAAAoAAAAAwAAAAEAAAABACAAAAAAAAwAAADEDgAAxA4AAAAAAAAAAAAAMmTIAB4UCoADAgH/',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'bits.bmp',
    holds: 'one bit a pixel',
    base64: 'Qk1CAAAAAAAAAD4AAAAoAAAACgAAAAEAAAABAAEAAAAAAAQAAADEDgAAxA4AAAIAAAACAAAAAAAAAP///wBggAAA',
    width: 10,
    height: 1,
    rgb: [0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0],
  },
  {
    name: 'cmyk.jpg',
    holds: 'CMYK',
    base64:
      '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB/8AAFAgAAQABBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAoJ/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwBDCK5rBXD/2Q==',
    width: 1,
    height: 1,
    rgb: [164, 63, 198],
  },
  {
    name: 'turned.png',
    holds: 'EXIF orientation 6',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAAdSURBVHicY2RkYmZmZmZhY2NjZmZmPHHyFDMzMwAOaQKVAxSy/wAAAABJRU5ErkJggg==',
    width: 2,
    height: 3,
    rgb: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 200, 201, 202, 203, 204, 205],
  },
  {
    name: 'turned.webp',
    holds: 'EXIF orientation 6',
    base64:
      'UklGRnQAAABXRUJQVlA4WAoAAAAIAAAAAQAAAgAAVlA4TDQAAAAvAYAAAC9AIEBR/B9lmB8Ekjbb3z/Ugx3EpMmx/qEMJsx/RFtaWrb8g0AgDSnEssMR/Q8NRVhJRhoAAABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA==',
    width: 2,
    height: 3,
    rgb: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 200, 201, 202, 203, 204, 205],
  },
];

/** `turned.png` and `turned.webp` after Pillow's `ImageOps.exif_transpose`: 3 × 2 pixels. */
export const TURNED_UPRIGHT: readonly number[] = [200, 201, 202, 7, 8, 9, 1, 2, 3, 203, 204, 205, 10, 11, 12, 4, 5, 6];

/** 16 × 8 pixels, left half black, right half white, EXIF orientation 6 (AVIF: one quarter turn): white is at the bottom. */
export const TURNED_LOSSY = {
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAIABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAkK/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/EABQBAQAAAAAAAAAAAAAAAAAAAAD/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCVTVQAP//Z',
  avif: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD1bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAEdAAAAJwAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAAEAAAAAgAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AwAAABhpcG1hAAAAAAAAAAEAAQUBAoMEhQAAAC9tZGF0EgAKCBgMv7RAQ0GhMhkXh4eGIYSSSSZQAAAAy6j0GsDRWmIBfiLI',
} as const;

/** The bytes of one of {@link SAMPLE_PICTURES}. */
export function sampleBytes(name: string): Uint8Array<ArrayBuffer> {
  const picture = SAMPLE_PICTURES.find((candidate) => candidate.name === name);
  if (picture === undefined) throw new RangeError(`There is no sample picture ${name}.`);
  return bytesOfBase64(picture.base64);
}
