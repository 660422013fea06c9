/** The sandbox on somebody's own machine, as the run needs it: its command, and the seed where the ready-made would not do. */
import type { EraName } from '../statements/eras.ts';
import { findScope } from '../scopes/scopes.ts';
import type { RunRecord } from './run-record.ts';
import { literal } from './shell-words.ts';

/** Which bitbucket.org has been in since May 2026. */
export const ERA_OF_BITBUCKET: EraName = 'current';

/** A file for `--seed`: docs/sandbox.md. */
export interface SeedFile {
  readonly clients: readonly { readonly name: string; readonly scopes: readonly string[] }[];
  readonly workspaces: readonly {
    readonly slug: string;
    readonly members: readonly { readonly username: string; readonly permission: 'owner' }[];
  }[];
}

/** Of the sandbox's people: owns what the seed brings. */
const OWNER = 'ada';

export function commandFor(record: RunRecord): string {
  const { server, redirectUri } = record;
  const seed = seedFor(record) ? [`--seed ${seedName(record)}`] : [];
  return [
    'npm run sandbox --',
    `--era ${server.era ?? ERA_OF_BITBUCKET}`,
    `--callback ${literal(redirectUri)}`,
    ...seed,
  ].join(' ');
}

export function seedName({ grant, run }: RunRecord): string {
  return `${grant.slug}-run-${run}.seed.json`;
}

/** @returns Nothing where the run was on the sandbox: it has the same clients and people everywhere. */
export function seedFor(record: RunRecord): SeedFile | undefined {
  if (record.server.era) return undefined;
  const members = [{ username: OWNER, permission: 'owner' }] as const;
  return {
    clients: [{ name: 'The client of the run', scopes: scopesOf(record) }],
    workspaces: workspacesOf(record).map((slug) => ({ slug, members })),
  };
}

/** Those that were asked for, and those that came. */
function scopesOf({ exchanges }: RunRecord): string[] {
  const texts = exchanges.flatMap(({ request, response }) => [
    ...(request.form ?? []).flatMap(([name, value]) => (name === 'scope' ? [value] : [])),
    ...(URL.canParse(request.url) ? new URL(request.url).searchParams.getAll('scope') : []),
    ...[...(response?.body ?? '').matchAll(/"scopes?"\s*:\s*"([^"]*)"/g)].map(
      ([, text = '']) => text,
    ),
  ]);
  const names = texts.flatMap((text) => text.split(/[\s,]+/));
  return [...new Set(names)].filter((name) => findScope(name) !== undefined);
}

/** Whose repositories were asked for. */
function workspacesOf({ exchanges, server }: RunRecord): string[] {
  const paths = exchanges.flatMap(({ request: { url } }) =>
    url.startsWith(server.apiBaseUrl) ? [url.slice(server.apiBaseUrl.length)] : [],
  );
  const slugs = paths.flatMap(
    (path) =>
      /^\/(?:repositories|workspaces)\/([a-z0-9][a-z0-9._-]{0,61})(?=[/?]|$)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(slugs)];
}
