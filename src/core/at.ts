/** The element at `index`. Throws RangeError if there is none: otherwise the results would be nearly right. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  if (Number.isInteger(index) && index >= 0 && index < list.length) return list[index] as T;
  throw new RangeError(`There is no element ${index} in a list of ${list.length}.`);
}
