/** One page of a list, with the `Link` header that leads to the others. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

const DEFAULT_SIZE = 30;
const LARGEST_SIZE = 100;

/**
 * Cuts the page that `url` asks for by `page` and `per_page`
 * (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api).
 */
export function pageOf<T>(url: URL, list: readonly T[]): Page<T> {
  const size = Math.min(LARGEST_SIZE, positive(url.searchParams.get('per_page'), DEFAULT_SIZE));
  const page = positive(url.searchParams.get('page'), 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  const link = (number: number, relation: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: list.slice((page - 1) * size, page * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text ?? otherwise);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}
