import type { SamplePicture } from './samplePicture.ts';

/** BMP files of the kinds that decoders read in different ways. */
export const BMP_SAMPLES: readonly SamplePicture[] = [
  {
    name: 'os2.bmp',
    holds: 'the header of OS/2 1.x',
    base64: 'Qk0yAAAAAAAAABoAAAAMAAAAAwACAAEAGACAAPpQRjwZDwUAAAAyZMgeFAoDAgEAAAA=',
    width: 3,
    height: 2,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3, 250, 0, 128, 60, 70, 80, 5, 15, 25],
  },
  {
    name: 'os2-palette.bmp',
    holds: 'a palette of OS/2 1.x, three bytes an entry',
    base64: 'Qk1OAAAAAAAAAEoAAAAMAAAAAwABAAEABAAyZMgeFAoDAgGAAPpQRjwZDwUyZMgeFAoDAgGAAPpQRjwZDwUyZMgeFAoDAgGAAPoBIAAA',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'no-offset.bmp',
    holds: 'no offset of the pixels',
    base64: 'Qk1OAAAAAAAAAAAAAAAoAAAAAwAAAAIAAAABABgAAAAAABgAAAATCwAAEwsAAAAAAAAAAAAAgAD6UEY8GQ8FAAAAMmTIHhQKAwIBAAAA',
    width: 3,
    height: 2,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3, 250, 0, 128, 60, 70, 80, 5, 15, 25],
  },
  {
    name: 'forgotten-palette.bmp',
    holds: 'an offset that forgets the palette',
    base64: 'Qk1GAAAAAAAAADYAAAAoAAAAAwAAAAEAAAABAAgAAAAAAAQAAAATCwAAEwsAAAMAAAAAAAAAMmTIAB4UCgADAgEAAQIAAA==',
    width: 3,
    height: 1,
    rgb: [10, 20, 30, 1, 2, 3, 200, 100, 50],
  },
  {
    name: 'rgb555.bmp',
    holds: '16 bits a pixel, five each',
    base64: 'Qk1GAAAAAAAAADYAAAAoAAAAAwAAAAIAAAABABAAAAAAABAAAAATCwAAEwsAAAAAAAAAAAAAEHwKHSMAAACGZUMEAAAAAA==',
    width: 3,
    height: 2,
    rgb: [205, 98, 49, 8, 16, 24, 0, 0, 0, 255, 0, 131, 57, 65, 82, 0, 8, 24],
  },
  {
    name: 'rgb565.bmp',
    holds: '16 bits a pixel, six of them green',
    base64:
      'Qk1SAAAAAAAAAEIAAAAoAAAAAwAAAAIAAAABABAAAwAAABAAAAATCwAAEwsAAAAAAAAAAAAAAPgAAOAHAAAfAAAAEPgqOmMAAAAmy6MIAAAAAA==',
    width: 3,
    height: 2,
    rgb: [205, 101, 49, 8, 20, 24, 0, 0, 0, 255, 0, 131, 57, 68, 82, 0, 12, 24],
  },
  {
    name: 'masks.bmp',
    holds: '32 bits a pixel, red first, with alpha, and a header of Windows 5',
    base64:
      'Qk2iAAAAAAAAAIoAAAB8AAAAAwAAAAIAAAABACAAAwAAABgAAAATCwAAEwsAAAAAAAAAAAAA/wAAAAD/AAAAAP8AAAAA/wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+gCAQDxGUEAFDxlAyGQyQAoUHkABAgNA',
    width: 3,
    height: 2,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3, 250, 0, 128, 60, 70, 80, 5, 15, 25],
  },
  {
    name: 'masks-last.bmp',
    holds: '32 bits a pixel, the first byte unused',
    base64: 'Qk1OAAAAAAAAAEYAAAA4AAAAAgAAAAEAAAABACAAAwAAAAgAAAATCwAAEwsAAAAAAAAAAAAAAAAA/wAA/wAA/wAAAAAAAHcyZMh3HhQK',
    width: 2,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30],
  },
  {
    name: 'rle8.bmp',
    holds: 'run-length coding with literals, a skip and an early end of line',
    base64:
      'Qk1cAAAAAAAAAEYAAAAoAAAABAAAAAMAAAABAAgAAQAAABYAAAATCwAAEwsAAAQAAAAAAAAAMmTIAB4UCgADAgEAgAD6AAMBAAAAAwECAwAAAAACAQACAgAAAAE=',
    width: 4,
    height: 3,
    rgb: [
      200, 100, 50, 1, 2, 3, 1, 2, 3, 200, 100, 50, 10, 20, 30, 1, 2, 3, 250, 0, 128, 200, 100, 50, 10, 20, 30, 10, 20,
      30, 10, 20, 30, 200, 100, 50,
    ],
  },
  {
    name: 'rle4.bmp',
    holds: 'run-length coding of four bits',
    base64:
      'Qk1SAAAAAAAAAEYAAAAoAAAABQAAAAIAAAABAAQAAgAAAAwAAAATCwAAEwsAAAQAAAAAAAAAMmTIAB4UCgADAgEAgAD6AAUSAAAABBIwATAAAQ==',
    width: 5,
    height: 2,
    rgb: [
      10, 20, 30, 1, 2, 3, 250, 0, 128, 200, 100, 50, 250, 0, 128, 10, 20, 30, 1, 2, 3, 10, 20, 30, 1, 2, 3, 10, 20, 30,
    ],
  },
  {
    name: 'top-down.bmp',
    holds: 'rows from the top',
    base64: 'Qk1OAAAAAAAAADYAAAAoAAAAAwAAAP7///8BABgAAAAAABgAAAATCwAAEwsAAAAAAAAAAAAAMmTIHhQKAwIBAAAAgAD6UEY8GQ8FAAAA',
    width: 3,
    height: 2,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3, 250, 0, 128, 60, 70, 80, 5, 15, 25],
  },
  {
    name: 'palette4.bmp',
    holds: 'four bits a pixel',
    base64: 'Qk1KAAAAAAAAAEYAAAAoAAAAAwAAAAEAAAABAAQAAAAAAAQAAAATCwAAEwsAAAQAAAAAAAAAMmTIAB4UCgADAgEAgAD6AAEgAAA=',
    width: 3,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 1, 2, 3],
  },
  {
    name: 'two-grays.bmp',
    holds: 'eight bits a pixel but only black and white, which Pillow reads as single bits',
    base64: 'Qk1KAAAAAAAAAD4AAAAoAAAACQAAAAEAAAABAAgAAAAAAAwAAAATCwAAEwsAAAIAAAAAAAAAAAAAAP///wClgAAAAAAAAAAAAAA=',
    width: 9,
    height: 1,
    rgb: [
      255, 255, 255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255, 255,
    ],
  },
];
