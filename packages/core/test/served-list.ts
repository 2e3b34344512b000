/** How a list is served. */
interface Served<Item> {
  /** The largest page that is given, whatever is asked for. */
  largest?: number;
  /** Changes the list after a page was read. */
  afterRead?: (list: Item[], reads: number) => unknown;
}

/** A list on a server, which may change between reads; `read` tells which pages of which size were asked for. */
export function servedList<Item>(list: Item[], { largest = 100, afterRead }: Served<Item> = {}) {
  const read: string[] = [];
  const readPage = async (page: number, asked: number) => {
    read.push(`${page}/${asked}`);
    const size = Math.min(asked, largest);
    const answer = { items: list.slice((page - 1) * size, page * size), total: list.length, page, size };
    afterRead?.(list, read.length);
    return answer;
  };
  return { readPage, read };
}
