/**
 * Outputs of a graph that calibrates carry this before their names. Each has sums of products of the inputs of a matrix, within
 * groups of 128 columns: [groups, 128, 128].
 */
export const STATISTICS_PREFIX = 'statistics.';
