export interface PageLimits {
  items: number;
  bytes: number;
}

/** Cuts a list into pages of at most so many items and bytes; an item that is larger than a page has one to itself. */
export function pagesOf<T>(all: readonly T[], limits: PageLimits, bytesOf: (item: T) => number): T[][] {
  const pages: T[][] = [];
  let left = 0;
  for (const item of all) {
    const bytes = bytesOf(item);
    const page = pages.at(-1);
    if (page && page.length < limits.items && bytes <= left) page.push(item);
    else {
      pages.push([item]);
      left = limits.bytes;
    }
    left -= bytes;
  }
  return pages;
}
