/** Where failures happen, as the guide to errors groups them: the steps of a run, and what lies around it. */
import type { Failure, Where } from '../../failures/failure.ts';
import type { Role } from '../../wire/exchange.ts';

export interface Place {
  /** Its anchor on `/errors`. */
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly steps: readonly { readonly letter: string; readonly role: Role }[];
  readonly where: readonly Where[];
}

export const PLACES: readonly Place[] = [
  {
    id: 'consent',
    title: 'On the way to consent',
    hint: 'A page of Bitbucket’s in the browser, or an error in the query of your callback.',
    steps: [
      { letter: 'A', role: 'client' },
      { letter: 'B', role: 'resource-owner' },
      { letter: 'C', role: 'authorization-server' },
    ],
    where: ['authorize-page', 'redirect'],
  },
  {
    id: 'token',
    title: 'At the token endpoint',
    hint: 'JSON with `error` and `error_description`. The status is mostly 400, whatever the RFC says.',
    steps: [
      { letter: 'D', role: 'client' },
      { letter: 'Refresh', role: 'client' },
    ],
    where: ['token-endpoint'],
  },
  {
    id: 'api',
    title: 'At the API',
    hint: 'JSON with `error.message`. The header `X-OAuth-Scopes` says what the token may do.',
    steps: [{ letter: 'API', role: 'client' }],
    where: ['api'],
  },
  {
    id: 'git',
    title: 'With Git over HTTPS',
    hint: 'Lines that begin with `remote:` and `fatal:`.',
    steps: [],
    where: ['git'],
  },
  {
    id: 'network',
    title: 'On the network',
    hint: 'No answer, or one that nobody can read.',
    steps: [],
    where: ['transport'],
  },
  {
    id: 'own-app',
    title: 'In your own app',
    hint: 'What a client refuses, loses or cannot keep. Some of it breaks in silence.',
    steps: [],
    where: ['client'],
  },
];

/** @throws {Error} A place that no group has. */
export function placeOf({ where }: Pick<Failure, 'where'>): Place {
  const place = PLACES.find((one) => one.where.includes(where));
  if (!place) throw new Error(`No group of the guide has what happens at "${where}".`);
  return place;
}
