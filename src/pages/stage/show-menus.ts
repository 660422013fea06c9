/** Where a grant runs, and as whom: to choose another is to begin a run there. */
import type { Server } from '../../bitbucket/servers.ts';
import type { GrantFacts } from '../../grants/facts/grant-facts.ts';
import { ANYBODY } from '../../runs/expected-person.ts';
import type { Menu, MenuChoice } from './stage-view.ts';

const BITBUCKET = 'bitbucket.org';

/** The grant could run on bitbucket.org, but not here. */
export interface Missing {
  /** A sentence. */
  readonly why: string;
  /** It was chosen all the same: how to make it run stands on the stage. */
  readonly isAskedFor: boolean;
}

export function showServers(
  { slug, onBitbucket }: GrantFacts,
  servers: readonly Server[],
  chosen: Server | undefined,
  missing: Missing | undefined,
): Menu {
  const noteOf = ({ id, authorizationEndpoint }: Server) =>
    id === 'bitbucket' && onBitbucket.status === 'removed'
      ? 'Try it anyway: it shows what the server answers today'
      : `A run at ${new URL(authorizationEndpoint).host}`;
  return {
    chosen: missing?.isAskedFor ? BITBUCKET : withoutArticle(chosen?.name ?? ''),
    chosenInShort: missing?.isAskedFor ? BITBUCKET : shortName(chosen),
    choices: [
      ...servers.map((server) => ({
        href: `/${slug}/authorize?server=${server.id}&pace=step`,
        text: withoutArticle(server.name),
        note: noteOf(server),
        isChosen: server.id === chosen?.id,
      })),
      ...(missing ? [showMissing(slug, missing)] : []),
    ],
  };
}

function showMissing(slug: string, { why, isAskedFor }: Missing): MenuChoice {
  return {
    href: `/${slug}?server=bitbucket#stage`,
    text: BITBUCKET,
    note: `${why} How to use your own`,
    isChosen: isAskedFor,
  };
}

/** `the sandbox, current era` at the beginning of a line. */
function withoutArticle(name: string): string {
  return name.replace(/^the sandbox/, 'Sandbox');
}

export function shortName(server: Server | undefined): string {
  return server?.name.replace(/^the sandbox, /, '') ?? '';
}

/** @param person The user name that was chosen. @returns None where nobody signs in, or who can is not known. */
export function showPeople(
  { slug, steps }: GrantFacts,
  server: Server | undefined,
  person: string | undefined,
): Menu | undefined {
  const takesPart = steps.some(({ from }) => from === 'resource-owner');
  if (!takesPart || !server || server.resourceOwners.length === 0) return undefined;
  const chosen = server.resourceOwners.find(({ username }) => username === person);
  const start = `/${slug}/authorize?server=${server.id}&person=`;
  return {
    chosen: chosen?.displayName ?? 'Anybody',
    chosenInShort: chosen?.username ?? 'Anybody',
    choices: [
      {
        href: start + ANYBODY,
        text: 'Anybody',
        note: 'Whoever signs in there',
        isChosen: chosen === undefined,
      },
      ...server.resourceOwners.map(({ username, displayName, note }) => ({
        href: start + username,
        text: displayName,
        note,
        isChosen: username === chosen?.username,
      })),
    ],
  };
}
