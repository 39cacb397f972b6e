/** How a package keeps the large matrices, and in what it computes. Apart from the manifest: published types name it. */
export const DTYPES = ['fp32', 'q8', 'q4mixed', 'q4', 'q4f16'] as const;
export type Dtype = (typeof DTYPES)[number];
