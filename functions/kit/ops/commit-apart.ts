import { InputFault } from './errors.ts';

/**
 * Commits all items but those that make a commit fail whatever is done: halves what fails, until the culprits are alone.
 *
 * @param reject keeps a culprit where an operator finds it
 * @throws what `commit` throws that is no InputFault; items before it are committed
 */
export async function commitApart<Item>(
  items: readonly Item[],
  commit: (items: readonly Item[]) => Promise<void>,
  reject: (item: Item, fault: InputFault) => Promise<void> | void,
): Promise<void> {
  try {
    await commit(items);
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    const [first, ...others] = items;
    if (first === undefined) throw error;
    if (others.length === 0) return void (await reject(first, error));
    const middle = Math.ceil(items.length / 2);
    await commitApart(items.slice(0, middle), commit, reject);
    await commitApart(items.slice(middle), commit, reject);
  }
}
