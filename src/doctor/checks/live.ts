/** With `--live`: one client credentials request to the configured server, and one call of the API with what it brings. */
import { createApiClient } from '../../bitbucket/api-client.ts';
import type { Server } from '../../bitbucket/servers.ts';
import { createTokenClient } from '../../bitbucket/token-client.ts';
import { ApiError, RateLimitError, TokenError, TransportError } from '../../errors/errors.ts';
import { explainError } from '../../failures/explain-error.ts';
import type { Token } from '../../oauth/token.ts';
import { findMissing } from '../../scopes/least-scopes.ts';
import { describeBoxes } from '../../scopes/scopes.ts';
import { spellingsOf } from '../../wire/find-secrets.ts';
import { eraseText } from '../../wire/redaction.ts';
import type { Send } from '../../wire/send.ts';
import { WireLog } from '../../wire/wire-log.ts';
import { cannotTell, fault, fine, note } from '../finding.ts';
import type { Finding } from '../finding.ts';

const TOKEN = 'Token, live';
const CALL = 'API call, live';

/** @param scopes Of the settings: those that a run asks for. */
export async function checkLive(
  server: Server,
  send: Send,
  scopes: readonly string[],
): Promise<Finding[]> {
  const wire = new WireLog();
  let token: Token;
  try {
    const request = { grant_type: 'client_credentials' };
    token = await createTokenClient(send).requestToken(server, request, wire, 'Doctor');
  } catch (error) {
    return [describeFailure(TOKEN, error)];
  }
  const known = spellingsOf([token.accessToken]);
  const call = await callApi(server, send, token.accessToken, wire);
  return [
    fine(TOKEN, describeToken(token), { statement: 'client-credentials-work' }),
    ...checkBoxes(scopes, token.scopes),
    { ...call, says: eraseText(call.says, known, '[left out]') },
  ];
}

function describeToken({ scopes, expiresInSeconds }: Token): string {
  const life = expiresInSeconds === undefined ? '' : `, good for ${expiresInSeconds} seconds`;
  return `The consumer got one${life}: ${scopes.join(' ') || 'its scopes are not said'}.`;
}

/** Bitbucket: the token of the client itself has all that the client has. */
function checkBoxes(asked: readonly string[], ofClient: readonly string[]): Finding[] {
  const missing = ofClient.length === 0 ? [] : findMissing(asked, ofClient);
  if (missing.length === 0) return [];
  return [
    fault(
      'Boxes, live',
      `The consumer has not ${missing.join(', ')}, and scopes (BITBUCKET_SCOPES) asks for it.`,
      {
        whatToDo: `Tick ${describeBoxes(missing)}, or ask for less.`,
        statement: 'scope-boxes',
      },
    ),
  ];
}

async function callApi(
  server: Server,
  send: Send,
  accessToken: string,
  wire: WireLog,
): Promise<Finding> {
  try {
    await createApiClient(send).get({ server, accessToken, wire }, '/user', 'Current user');
    return fine(CALL, 'The API took the token.');
  } catch (error) {
    if (error instanceof ApiError && error.status === 403 && error.required) {
      return note(
        CALL,
        `The API took the token; for this call it wants ${error.required.join(', ')}.`,
        {
          statement: 'missing-scope',
        },
      );
    }
    return describeFailure(CALL, error);
  }
}

/** In the words of the pages. What is not answered, or not now, says nothing of the set-up. */
function describeFailure(about: string, error: unknown): Finding {
  const explained = explainError(error);
  if (!explained) throw error;
  const { explanation, whatToDo, code = '', theirWords = '', failure } = explained;
  const theirs = [code, theirWords].filter((one) => one !== '').join(': ');
  const says = theirs === '' ? explanation : `${explanation} ${theirs}`;
  const isOutOfOrder =
    (error instanceof TokenError || error instanceof ApiError) && error.status >= 500;
  const isOpen = isOutOfOrder || error instanceof TransportError || error instanceof RateLimitError;
  return (isOpen ? cannotTell : fault)(about, says, { whatToDo, ...(failure && { failure }) });
}
