/** Whether both hold the same samples. */
export function isSame(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let k = 0; k < one.length; k++) {
    if (one[k] !== other[k]) return false;
  }
  return true;
}
