/** Pages of a list. Contract §4.4. */
import { ApiError } from '../errors.ts';
import type { ApiCall } from './route.ts';
import { select } from './selection.ts';

const DEFAULT_LENGTH = 10;
const GREATEST_LENGTH = 100;

/**
 * `next` and `previous` are absolute, and absent at the ends.
 *
 * @param fields What `q` and `sort` may name, by its path in what is shown. None: both are refused.
 */
export function paginate<T>(
  call: ApiCall,
  items: readonly T[],
  show: (item: T) => unknown,
  fields: readonly string[] = [],
) {
  const pagelen = readPageLength(call);
  const page = readNumber(call, 'page', 1);
  const found = select(call, items, fields, show);
  const last = Math.ceil(found.length / pagelen);
  return {
    values: found.slice((page - 1) * pagelen, page * pagelen).map(show),
    pagelen,
    size: found.length,
    page,
    ...(page < last ? { next: pageUrl(call, String(page + 1)) } : {}),
    ...(page > 1 && page <= last ? { previous: pageUrl(call, String(page - 1)) } : {}),
  };
}

/** Bitbucket: commits come without `size` and `page`, and `next` is opaque: follow, do not build. */
export function paginateOpaquely<T extends { hash: string }>(
  call: ApiCall,
  items: readonly T[],
  show: (item: T) => unknown,
) {
  const pagelen = readPageLength(call);
  const found = select(call, items, [], show);
  const cursor = call.query.get('page') ?? '';
  // Bitbucket: clients that count pages begin with 1 here too, and follow `next` from there.
  const isFirst = cursor === '' || cursor === '1';
  const start = isFirst ? 0 : found.findIndex(({ hash }) => cursorOf(hash) === cursor);
  if (start === -1) throw new ApiError(400, 'Invalid page');
  const following = found[start + pagelen];
  return {
    values: found.slice(start, start + pagelen).map(show),
    pagelen,
    ...(following ? { next: pageUrl(call, cursorOf(following.hash)) } : {}),
  };
}

function cursorOf(hash: string): string {
  return Buffer.from(hash.slice(0, 24), 'hex').toString('base64url');
}

function readPageLength(call: ApiCall): number {
  const { query, greatestPageLength = GREATEST_LENGTH } = call;
  if (query.get('pagelen') === '0') return DEFAULT_LENGTH; // Bitbucket: taken (2019)
  const pagelen = readNumber(call, 'pagelen', DEFAULT_LENGTH);
  if (pagelen > greatestPageLength) throw new ApiError(400, 'Invalid pagelen');
  return pagelen;
}

export function readNumber({ query }: ApiCall, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new ApiError(400, `Invalid ${name}`);
  return Number(text);
}

function pageUrl({ context, apiBaseUrl, path, query }: ApiCall, page: string): string {
  const next = new URLSearchParams(query);
  // Bitbucket: until 2026 a token in the query came back in the links, for whoever logs them.
  if (!context.era.echoesTokenInNext) next.delete('access_token');
  next.set('page', page);
  return `${apiBaseUrl}${path}?${next.toString()}`;
}
