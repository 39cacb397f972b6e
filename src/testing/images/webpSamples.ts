import type { SamplePicture } from './samplePicture.ts';

/** WebP files of the kinds that decoders read in different ways. */
export const WEBP_SAMPLES: readonly SamplePicture[] = [
  {
    name: 'lossy.webp',
    holds: 'lossy',
    base64: 'UklGRkAAAABXRUJQVlA4IDQAAADQAQCdASoEAAQAAoBCJagCdAEO/gOOAAD+81U7stv4r9Pe3+mfPSGvgx8OHFB6jiWHAAAA',
    width: 4,
    height: 4,
    rgb: [
      33, 16, 0, 50, 19, 0, 82, 22, 0, 100, 26, 0, 38, 45, 0, 55, 48, 0, 86, 50, 5, 104, 52, 12, 36, 90, 15, 54, 93, 23,
      86, 96, 36, 105, 98, 44, 41, 119, 36, 59, 122, 44, 92, 123, 56, 108, 125, 63,
    ],
  },
  {
    name: 'lossy-alpha.webp',
    holds: 'lossy with alpha',
    base64:
      'UklGRnYAAABXRUJQVlA4WAoAAAAQAAAABQAAAwAAQUxQSBUAAAABLzAkERE+BALEghYt/nM0RPQ/sAEAVlA4IDoAAADQAQCdASoGAAQAAoBCJagCdAEPAKU4AAD+7vOAiVEEd7Ri/dcuJh0PBoSw8JrcgP9WmA4VQ/P7UAAA',
    width: 6,
    height: 4,
    rgb: [
      102, 80, 44, 53, 17, 0, 88, 26, 2, 93, 10, 0, 123, 18, 5, 133, 18, 7, 86, 89, 42, 58, 47, 5, 92, 54, 21, 105, 43,
      16, 132, 52, 31, 144, 51, 34, 54, 104, 35, 58, 95, 32, 90, 98, 45, 110, 94, 52, 138, 103, 67, 150, 102, 73, 38,
      113, 33, 64, 124, 51, 94, 126, 65, 120, 128, 78, 149, 136, 95, 159, 136, 98,
    ],
  },
  {
    name: 'animated.webp',
    holds: 'a lossy first frame with alpha that leaves its canvas free, with another background',
    base64:
      'UklGRrQAAABXRUJQVlA4WAoAAAASAAAABQAAAwAAQU5JTQYAAAAeyAr/AABBTk1GVgAAAAEAAAEAAAIAAAEAAGQAAABBTFBIBwAAAAAAJEgAJEgAVlA4IC4AAADwAQCdASoDAAIAAoBCJZACdLoAAwjxv4AA/vfHUIDLU3XeLSjXaKMaN8clgAAAQU5NRioAAAAAAAAAAAAFAAADAABkAAAAVlA4TBEAAAAvBcAAAAdQhCb0oP+BiOh/AAA=',
    width: 6,
    height: 4,
    rgb: [
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 38, 30, 0, 47, 30, 0, 66, 31, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 53, 45, 9, 63, 45, 12, 80, 45, 18, 0, 0,
      0,
    ],
  },
];
