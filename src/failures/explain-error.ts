/** What an error means for the person before the page: one table from class to status and words. */
import {
  ApiError,
  AuthorizationError,
  CrossSiteRequestError,
  InvalidRequestError,
  InvalidResponseError,
  IssuerMismatchError,
  MethodNotAllowedError,
  RateLimitError,
  RefreshError,
  StateMismatchError,
  TokenError,
  TooManyRequestsError,
  TransportError,
  WriteRefusedError,
} from '../errors/errors.ts';
import { StorageError } from '../storage/storage-error.ts';
import type { StateFault } from '../errors/errors.ts';
import { explainRateLimit } from './explain-rate-limit.ts';
import { explainRefreshError } from './explain-refresh-error.ts';
import { explainTooMany } from './explain-too-many.ts';
import { explainTokenError } from './explain-token-error.ts';
import { explainTransportError } from './explain-transport-error.ts';
import { chooseFailure } from './choose-failure.ts';
import type { Sent } from './choose-failure.ts';
import { lookUp } from './explanation.ts';
import type { Explanation } from './explanation.ts';

/**
 * @param sent The request that it answers, where it is known.
 * @returns `undefined` for an error that is not one of ours: a fault of the program.
 */
export function explainError(error: unknown, sent?: Sent): Explanation | undefined {
  if (error instanceof StateMismatchError) return { status: 400, ...STATE_FAULTS[error.reason] };
  if (error instanceof IssuerMismatchError) return ISSUER_MISMATCH;
  if (error instanceof CrossSiteRequestError) return CROSS_SITE[error.reason];
  if (error instanceof MethodNotAllowedError) return notAllowed(error);
  if (error instanceof WriteRefusedError) return refusedWrite(error);
  if (error instanceof InvalidRequestError) return invalidRequest(error);
  if (error instanceof AuthorizationError) return refusedAuthorization(error);
  if (error instanceof TokenError) return explainTokenError(error, sent);
  if (error instanceof InvalidResponseError) return invalidResponse(error, sent);
  if (error instanceof RateLimitError) return explainRateLimit(error);
  if (error instanceof TooManyRequestsError) return explainTooMany(error);
  if (error instanceof RefreshError) return explainRefreshError(error, sent);
  if (error instanceof TransportError) return explainTransportError(error);
  if (error instanceof ApiError) return refusedCall(error, sent);
  if (error instanceof StorageError) return STORAGE_AWAY;
  return undefined;
}

const STATE_FAULTS: Readonly<Record<StateFault, Omit<Explanation, 'status'>>> = {
  'no-session': {
    title: 'This browser has no run under way',
    explanation:
      'The answer of the authorization server arrived without the session cookie that was set when the run began. Either the run was started in another browser, or cookies are off, or the app was restarted in between, or lost what it keeps.',
    whatToDo: 'Allow cookies for this site, then start again.',
    failure: 'session-lost',
  },
  'no-state': {
    title: 'The answer carries no state',
    explanation:
      'A run sends a state, unless you left it out, and the answer must bring it back (RFC 6749 §10.12). Without it, the answer could be somebody else’s, so this app takes none.',
    whatToDo: 'Start again from the page of the grant.',
    failure: 'state-missing',
  },
  'unknown-state': {
    title: 'This browser did not ask for that',
    explanation:
      'The state in the answer is not one that was given to this browser, so nothing was sent to the token endpoint (RFC 6749 §10.12). The run may also have been lost when the app restarted.',
    whatToDo: 'Start again from the page of the grant.',
    failure: 'state-unknown',
  },
  'used-state': {
    title: 'That answer was used already',
    explanation: 'A second click or another tab brought the same answer at the same moment.',
    whatToDo: 'Go to the page of the grant: what came of the answer is shown there.',
    failure: 'state-used',
  },
  'expired-state': {
    title: 'That took longer than ten minutes',
    explanation: 'A state is good for ten minutes. What comes later is not used.',
    whatToDo: 'Start again. Nothing was sent to the token endpoint.',
    failure: 'state-expired',
  },
};

const ISSUER_MISMATCH: Explanation = {
  status: 400,
  title: 'The answer is not from the server that was asked',
  explanation:
    'The iss parameter names another authorization server than the one this run began with, or is missing where that server sends one (RFC 9207 §2.4). The code was not used.',
  whatToDo: 'Start again from the page of the grant.',
  failure: 'issuer-mismatch',
};

const CROSS_SITE: Readonly<Record<CrossSiteRequestError['reason'], Explanation>> = {
  'other-site': {
    status: 403,
    title: 'That form came from another site',
    explanation: 'Only the pages of this app may send its forms. Nothing was done.',
    whatToDo: 'Go to the page of the grant and use the form there.',
    failure: 'form-from-another-site',
  },
  'no-token': {
    status: 403,
    title: 'That form is out of date',
    explanation:
      'It belongs to a session that has ended: after an idle hour, a restart of the app, or “Forget all” or a new sign-in in another tab. Nothing was done.',
    whatToDo: 'Go back, reload the page, and send the form again.',
    failure: 'form-out-of-date',
  },
};

function notAllowed(error: MethodNotAllowedError): Explanation {
  return {
    status: 405,
    title: 'Not in that way',
    explanation: `This address takes ${error.allowed.join(' and ')} only.`,
    whatToDo: 'Use the buttons of the page.',
  };
}

function refusedWrite({ message }: WriteRefusedError): Explanation {
  return {
    status: 403,
    title: 'This app changes nothing there',
    explanation: message,
    whatToDo: 'Run the grant on the sandbox: calls that change something are sent there.',
  };
}

function invalidRequest(error: InvalidRequestError): Explanation {
  const failure = chooseFailure({ where: ['client', 'authorize-page'], text: error.message })?.slug;
  return {
    status: 400,
    title: 'That request cannot be used',
    explanation: error.message,
    whatToDo: 'Go back to the page that you came from, and use its buttons.',
    code: error.code,
    ...(failure && { failure }),
  };
}

function refusedAuthorization({ code, description }: AuthorizationError): Explanation {
  const isDenial = code === 'access_denied';
  return {
    status: 403,
    title: isDenial ? 'You denied access' : 'The authorization server refused',
    explanation: 'The browser came back with an error, and without a token.',
    ...lookUp({ where: ['redirect'], code, text: description }),
    ...(isDenial && {
      whatToDo:
        'Nothing is broken: this is what a client must cope with. Try again and grant access.',
    }),
    code,
    ...(description !== undefined && { theirWords: description }),
  };
}

function invalidResponse({ message }: InvalidResponseError, sent?: Sent): Explanation {
  const places = sent?.to ? [sent.to] : (['token-endpoint', 'api'] as const);
  return {
    status: 502,
    title: 'An unexpected answer',
    explanation: message,
    ...lookUp({ where: [...places, 'transport', 'client'], text: message, sent }),
    whatToDo: 'Nothing was taken as a sign-in. Try again, and look at the answer below.',
  };
}

const STORAGE_AWAY: Explanation = {
  status: 503,
  title: 'The app cannot remember anything right now',
  explanation: 'Sessions and results are kept in a Redis server, and it does not answer.',
  whatToDo: 'Try again in a moment: as soon as it is back, everything goes on by itself.',
};

function refusedCall({ status, message }: ApiError, sent?: Sent): Explanation {
  return {
    status,
    title: 'The API refused the call',
    explanation: `It answered with status ${status}.`,
    ...lookUp({ where: ['api'], text: message, status, sent }),
    theirWords: message,
  };
}
