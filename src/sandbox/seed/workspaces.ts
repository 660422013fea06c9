/** The workspaces of the sandbox and who belongs to them. */
import { stableUuid } from './identifiers.ts';

export type WorkspacePermission = 'owner' | 'member' | 'collaborator';

export interface Workspace {
  slug: string;
  name: string;
  uuid: string;
  isPrivate: boolean;
  createdOn: string;
  members: readonly { username: string; permission: WorkspacePermission }[];
}

function invent(
  slug: string,
  name: string,
  createdOn: string,
  members: Readonly<Record<string, WorkspacePermission>>,
  isPrivate = true,
): Workspace {
  return {
    slug,
    name,
    uuid: stableUuid(`workspace ${slug}`),
    isPrivate,
    createdOn,
    members: Object.entries(members).map(([username, permission]) => ({ username, permission })),
  };
}

export const workspaces: readonly Workspace[] = [
  invent(
    'analytical-engines',
    'Analytical Engines',
    '2013-12-10T09:20:00.000000+00:00',
    { ada: 'owner', bruno: 'member' },
    false,
  ),
  invent('paper-lanterns', 'Paper Lanterns', '2017-04-02T15:41:27.000000+00:00', {
    bruno: 'owner',
  }),
  invent('nora-nobody', 'Nora Nobody', '2024-08-19T07:06:12.000000+00:00', { nora: 'owner' }),
  invent('second-key', 'Second Key', '2019-11-23T21:50:33.000000+00:00', { tove: 'owner' }),
];
