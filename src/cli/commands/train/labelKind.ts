/** What labels may be of: whole pictures, or single dimensions, of which each head has one. */
export const LABEL_KINDS = ['overall', 'dimensions'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];
