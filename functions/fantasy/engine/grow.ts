type Columns = Uint8Array | Uint16Array | Int32Array | Uint32Array;

/** The same numbers in an array that holds at least `length`, doubled so that appending costs little. */
export function grown<A extends Columns>(array: A, length: number): A {
  if (length <= array.length) return array;
  const Same = array.constructor as new (length: number) => A;
  const larger = new Same(Math.max(length, array.length * 2, 16));
  larger.set(array);
  return larger;
}
