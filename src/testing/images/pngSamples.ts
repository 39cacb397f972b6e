import type { SamplePicture } from './samplePicture.ts';

/** PNG files of the kinds that decoders read in different ways. */
export const PNG_SAMPLES: readonly SamplePicture[] = [
  {
    name: 'gray16.png',
    holds: '16-bit grey, of which Pillow makes white above 255',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAUAAAABEAAAAABjBedsAAAAE0lEQVR42mNgYGBgZPjPyDDHAQAGiQHebA2dpgAAAABJRU5ErkJggg==',
    width: 5,
    height: 1,
    rgb: [0, 0, 0, 1, 1, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255],
  },
  {
    name: 'gray-alpha16.png',
    holds: '16-bit grey with alpha',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAABEAQAAADheQB8AAAAFUlEQVR42mNo+M/AwNjw//8/BgZ2ACN+BQQ453/tAAAAAElFTkSuQmCC',
    width: 3,
    height: 1,
    rgb: [128, 128, 128, 1, 1, 1, 254, 254, 254],
  },
  {
    name: 'rgba16.png',
    holds: '16-bit colours with alpha',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAYAAACksqPJAAAAGUlEQVR42mNg/N/A8L+egaH+P8P///+ETAA+tQe/V5ZqNwAAAABJRU5ErkJggg==',
    width: 2,
    height: 1,
    rgb: [1, 128, 255, 127, 0, 255],
  },
  {
    name: 'transparent-colour.png',
    holds: 'one colour that is transparent',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAABnRSTlMAyABkADIwypb3AAAAD0lEQVR42mM4kWLEJSIHAAfXAZuXrpcuAAAAAElFTkSuQmCC',
    width: 2,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30],
  },
  {
    name: 'transparent-gray.png',
    holds: 'one grey that is transparent',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAQAAAABBAAAAAAZp70QAAAAAnRSTlMAB+j3WJsAAAALSURBVHjaY+CvAgAAmwCKhsU11wAAAABJRU5ErkJggg==',
    width: 4,
    height: 1,
    rgb: [0, 0, 0, 255, 255, 255, 119, 119, 119, 170, 170, 170],
  },
  {
    name: 'short-palette.png',
    holds: 'an index beyond the palette',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAQAAAABCAMAAADO4v//AAAABlBMVEXIZDIKFB63eqtRAAAADUlEQVR42mNgYGRiBgAADwAHW9CLfQAAAABJRU5ErkJggg==',
    width: 4,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30, 0, 0, 0, 0, 0, 0],
  },
  {
    name: 'no-palette.png',
    holds: 'indices without a palette',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAMAAADD/I+4AAAAC0lEQVR42mNgYAQAAAQAAizeSK0AAAAASUVORK5CYII=',
    width: 2,
    height: 1,
    rgb: [0, 0, 0, 0, 0, 0],
  },
  {
    name: 'interlaced.png',
    holds: 'interlaced rows',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAAAAEJWqqyAAAAHklEQVR42mNgYFjAEMDAF7eOQaOCwayNgV0/vH45AC9dBRpaXkZgAAAAAElFTkSuQmCC',
    width: 5,
    height: 3,
    rgb: [
      0, 0, 0, 40, 40, 40, 80, 80, 80, 120, 120, 120, 160, 160, 160, 7, 7, 7, 47, 47, 47, 87, 87, 87, 127, 127, 127,
      167, 167, 167, 14, 14, 14, 54, 54, 54, 94, 94, 94, 134, 134, 134, 174, 174, 174,
    ],
  },
  {
    name: 'interlaced-bits.png',
    holds: 'interlaced pixels of two bits',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAYAAAADAgMAAAG6aKb+AAAADFBMVEXIZDIKFB5atPoBAgO+AFaSAAAAFUlEQVR42mNgAIIGhg6GEoY7DDkJABCvAyUXTf2SAAAAAElFTkSuQmCC',
    width: 6,
    height: 3,
    rgb: [
      200, 100, 50, 10, 20, 30, 90, 180, 250, 1, 2, 3, 200, 100, 50, 10, 20, 30, 10, 20, 30, 90, 180, 250, 1, 2, 3, 200,
      100, 50, 10, 20, 30, 90, 180, 250, 90, 180, 250, 1, 2, 3, 200, 100, 50, 10, 20, 30, 90, 180, 250, 1, 2, 3,
    ],
  },
  {
    name: 'filters.png',
    holds: 'a row of each filter',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAAFCAIAAADg0arLAAAALElEQVR42mNg4BZT1DFnVDWwdguMYfIKTcgua2TOr2qdMHsZy5T5q7YeOA0AkGAL8JY0oqIAAAAASUVORK5CYII=',
    width: 2,
    height: 5,
    rgb: [
      0, 11, 22, 33, 44, 55, 37, 48, 59, 107, 129, 151, 111, 133, 155, 214, 247, 24, 166, 188, 210, 78, 116, 27, 58, 91,
      124, 239, 27, 230,
    ],
  },
  {
    name: 'unknown-critical.png',
    holds: 'a critical chunk that nobody knows',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAABUFCQ0RoZWxsb1VAsH8AAAAMSURBVHjaY2BkYgYAAA4AB+mSN9QAAAAASUVORK5CYII=',
    width: 1,
    height: 1,
    rgb: [1, 2, 3],
  },
  {
    name: 'animation-apart.png',
    holds: 'an animation apart from its default image',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAACGFjVEwAAAABAAAAALQt6aAAAAAPSURBVHjaYziRYsQlIgcAB9cBm5euly4AAAAaZmNUTAAAAAAAAAACAAAAAQAAAAAAAAAAAAEACgAA+Sm2eQAAAA9mZEFUAAAAAXicY2AAAwAABwABQ7mzmwAAAABJRU5ErkJggg==',
    width: 2,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30],
  },
  {
    name: 'animation.png',
    holds: 'an animation that starts with its default image',
    base64:
      'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAACAAAAAQAAAAAAAAAAAAEACgAA+Sm2eQAAAA9JREFUeNpjOJFixCUiBwAH1wGbl66XLgAAABpmY1RMAAAAAQAAAAIAAAABAAAAAAAAAAAAAQAKAABiWlytAAAAD2ZkQVQAAAACeJxjYAADAAAHAAE0J2FrAAAAAElFTkSuQmCC',
    width: 2,
    height: 1,
    rgb: [200, 100, 50, 10, 20, 30],
  },
  {
    name: 'wrong-checksum.png',
    holds: 'pixels whose checksum is wrong, which Pillow does not look at',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgZGIGAAAOAAfpkjfVAAAAAElFTkSuQmCC',
    width: 1,
    height: 1,
    rgb: [1, 2, 3],
  },
  {
    name: 'no-end.png',
    holds: 'no end chunk',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNgZGIGAAAOAAfpkjfU',
    width: 1,
    height: 1,
    rgb: [1, 2, 3],
  },
  {
    name: 'trailing-data.png',
    holds: 'more bytes after the deflated pixels',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAAEElEQVR4nGNgZGIGAAAOAAdtb3JlceAybAAAAABJRU5ErkJggg==',
    width: 1,
    height: 1,
    rgb: [1, 2, 3],
  },
  {
    name: 'no-adler.png',
    holds: 'deflated pixels without their checksum',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAACElEQVR4nGNgZGIGAAeKGc8AAAAASUVORK5CYII=',
    width: 1,
    height: 1,
    rgb: [1, 2, 3],
  },
  {
    name: 'missing-row.png',
    holds: 'a row less than the header says, which stays black',
    base64: 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAAAAABX3VL4AAAAC0lEQVR42mMISAAAAQMAsaeIVZgAAAAASUVORK5CYII=',
    width: 2,
    height: 2,
    rgb: [80, 80, 80, 96, 96, 96, 0, 0, 0, 0, 0, 0],
  },
];
