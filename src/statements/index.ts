/** The one list of what is said of live Bitbucket, by subject. Pages, facts and docs take it from here, by id. */
import { apiAnswers } from './api-answers.ts';
import { apiRefusals } from './api-refusals.ts';
import { api } from './api.ts';
import { authorization } from './authorization.ts';
import { clients } from './clients.ts';
import { git } from './git.ts';
import { grants } from './grants.ts';
import { limitsAndCors } from './limits-and-cors.ts';
import { pkce } from './pkce.ts';
import { redirectUris } from './redirect-uris.ts';
import { refresh } from './refresh.ts';
import { removals } from './removals.ts';
import { scopes } from './scopes.ts';
import type { Statement, Subject } from './statement.ts';
import { tokenEndpoint } from './token-endpoint.ts';
import { tokenErrors } from './token-errors.ts';

const all = [
  ...grants,
  ...clients,
  ...authorization,
  ...redirectUris,
  ...pkce,
  ...tokenEndpoint,
  ...tokenErrors,
  ...refresh,
  ...scopes,
  ...api,
  ...apiAnswers,
  ...apiRefusals,
  ...git,
  ...limitsAndCors,
  ...removals,
];

export type StatementId = (typeof all)[number]['id'];

export const statements: readonly Statement[] = all;

export const subjects: readonly Subject[] = [
  { id: 'grants', title: 'Grants', statements: grants },
  { id: 'clients', title: 'Clients and their settings', statements: clients },
  { id: 'authorization', title: 'The authorization endpoint', statements: authorization },
  { id: 'redirect-uris', title: 'Redirect URIs', statements: redirectUris },
  { id: 'pkce', title: 'PKCE', statements: pkce },
  { id: 'token-endpoint', title: 'The token endpoint', statements: tokenEndpoint },
  { id: 'token-errors', title: 'How the token endpoint refuses', statements: tokenErrors },
  { id: 'refresh', title: 'Refresh tokens', statements: refresh },
  { id: 'scopes', title: 'Scopes', statements: scopes },
  { id: 'api', title: 'Calling the API', statements: api },
  { id: 'api-answers', title: 'What the API answers', statements: apiAnswers },
  { id: 'api-refusals', title: 'How the API refuses', statements: apiRefusals },
  { id: 'git', title: 'git over HTTPS', statements: git },
  { id: 'limits', title: 'Limits and CORS', statements: limitsAndCors },
  { id: 'removals', title: 'What was taken away', statements: removals },
];

const byId = new Map(statements.map((statement) => [statement.id, statement]));

/** @throws {Error} There is no statement of that id: a page would say something without a source. */
export function findStatement(id: string): Statement {
  const statement = byId.get(id);
  if (!statement) throw new Error(`There is no statement "${id}" on Bitbucket.`);
  return statement;
}
