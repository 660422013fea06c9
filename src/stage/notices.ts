/** What the page of a grant says first, once something has led there: by a name in its address. */
import type { GrantFacts } from '../grants/facts/grant-facts.ts';

/** A map: in an object, `?notice=__proto__` would find something. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  [
    'answered',
    'That answer of the authorization server was used before, so it was not sent again. What came of it is here.',
  ],
  [
    'not-started',
    'A link of another site led here, so nothing was started. To run the grant, press its button.',
  ],
  [
    'clock',
    'Your clock of the sandbox was turned. What is issued to you ages by it: call the API, or refresh, and see.',
  ],
  ['no-run', 'There is no run to do that with any more. Run the grant again.'],
]);

/** @param name As in an address: it may be anything. */
export function findNotice(name: string | undefined): string | undefined {
  return NOTICES.get(name ?? '');
}

export function noticePath({ slug }: GrantFacts, name: 'answered' | 'no-run'): string {
  return `/${slug}?notice=${name}#stage`;
}
