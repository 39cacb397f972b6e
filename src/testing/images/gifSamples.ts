import type { SamplePicture } from './samplePicture.ts';

/** GIF files of the kinds that decoders read in different ways. */
export const GIF_SAMPLES: readonly SamplePicture[] = [
  {
    name: 'partial.gif',
    holds: 'a frame that leaves its canvas free at all sides',
    base64: 'R0lGODlhBAAEAIECAMhkMgoUHlq0+gECAywBAAEAAgACAAACA4wWBQA7',
    width: 4,
    height: 4,
    rgb: [
      200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 10, 20, 30, 90, 180, 250, 200, 100, 50, 200,
      100, 50, 1, 2, 3, 10, 20, 30, 200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50,
    ],
  },
  {
    name: 'partial-transparent.gif',
    holds: 'a free canvas and transparent pixels in a partial frame',
    base64: 'R0lGODlhBAADAIECAMhkMgoUHlq0+gECAyH5BAEAAAMALAEAAAACAAIAAAIDzCYFADs=',
    width: 4,
    height: 3,
    rgb: [
      1, 2, 3, 10, 20, 30, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 90, 180, 250, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2,
      3,
    ],
  },
  {
    name: 'beyond-screen.gif',
    holds: 'a frame that reaches beyond its screen',
    base64: 'R0lGODlhAgACAIECAMhkMgoUHlq0+gECAywBAAEAAwACAAACBIw2EgUAOw==',
    width: 4,
    height: 3,
    rgb: [
      200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 10, 20, 30, 90, 180, 250, 1, 2, 3, 200, 100,
      50, 1, 2, 3, 90, 180, 250, 10, 20, 30,
    ],
  },
  {
    name: 'zero-screen.gif',
    holds: 'a screen without size',
    base64: 'R0lGODlhAAAAAIECAMhkMgoUHlq0+gECAywAAAAAAgACAAACA4wGBQA7',
    width: 2,
    height: 2,
    rgb: [10, 20, 30, 90, 180, 250, 1, 2, 3, 200, 100, 50],
  },
  {
    name: 'two-controls.gif',
    holds: 'two graphic controls before a frame, the second without a transparent colour',
    base64: 'R0lGODlhAwACAIECAMhkMgoUHlq0+gECAyH5BAEAAAEAIfkECAAAAAAsAQAAAAIAAgAAAgOMFgUAOw==',
    width: 3,
    height: 2,
    rgb: [10, 20, 30, 10, 20, 30, 90, 180, 250, 10, 20, 30, 1, 2, 3, 10, 20, 30],
  },
  {
    name: 'local-palette.gif',
    holds: 'a colour table of the frame alone',
    base64: 'R0lGODlhAwACAIEBAMhkMgoUHlq0+gECAywAAAAAAgACAIEJCAc8RlAFBAP6+/wCA4wGBQA7',
    width: 3,
    height: 2,
    rgb: [60, 70, 80, 5, 4, 3, 9, 8, 7, 250, 251, 252, 9, 8, 7, 9, 8, 7],
  },
  {
    name: 'gray-local-palette.gif',
    holds: 'a local colour table of grey levels in order beside a coloured one',
    base64: 'R0lGODlhAgACAIECAMhkMgoUHlq0+gECAywAAAAAAgACAIEAAAABAQECAgIDAwMCA4wGBQA7',
    width: 2,
    height: 2,
    rgb: [10, 20, 30, 90, 180, 250, 1, 2, 3, 200, 100, 50],
  },
  {
    name: 'no-palette.gif',
    holds: 'no colour table',
    base64: 'R0lGODlhAgACAAACACwAAAAAAgACAAACA4wGBQA7',
    width: 2,
    height: 2,
    rgb: [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0],
  },
  {
    name: 'interlaced.gif',
    holds: 'interlaced rows',
    base64: 'R0lGODlhAQAJAIECAMhkMgoUHlq0+gECAywAAAAAAQAJAEACBEQ0hlAAOw==',
    width: 1,
    height: 9,
    rgb: [
      200, 100, 50, 10, 20, 30, 1, 2, 3, 90, 180, 250, 90, 180, 250, 1, 2, 3, 200, 100, 50, 200, 100, 50, 10, 20, 30,
    ],
  },
  {
    name: 'animated-partial.gif',
    holds: 'a partial first frame that is disposed of, then another',
    base64: 'R0lGODlhAwADAIECAMhkMgoUHlq0+gECAyH5BAkAAAAALAEAAQABAAEAAAICXAEAIfkEAAAAAAAsAAAAAAMAAwAAAgOMfwUAOw==',
    width: 3,
    height: 3,
    rgb: [
      200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50, 1, 2, 3, 200, 100, 50, 200, 100, 50, 200, 100, 50, 200,
      100, 50,
    ],
  },
  {
    name: 'odd-blocks.gif',
    holds: 'stray bytes between blocks, comments and an application extension',
    base64: 'R0lGODlhAgABAIECAMhkMgoUHlq0+gECAwAh/gJoaQAh/wtORVRTQ0FQRTIuMAMBAAAALAAAAAACAAEAAAICjAoAOw==',
    width: 2,
    height: 1,
    rgb: [10, 20, 30, 90, 180, 250],
  },
];
