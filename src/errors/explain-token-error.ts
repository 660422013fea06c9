/** The token endpoint refused: what to do follows from its code, its text and what was asked. RFC 6749 §5.2. */
import type { TokenError } from './errors.ts';
import type { Explanation } from './explanation.ts';

export function explainTokenError(error: TokenError): Explanation {
  const { status, code, description } = error;
  return {
    status: 502,
    title: 'The token endpoint refused',
    explanation: `It answered with status ${status}.`,
    whatToDo:
      status >= 500
        ? 'The other side is out of order, and nothing that you sent is wrong. Try again in a while.'
        : (findRemedy(error) ?? 'Compare the request below with what the grant needs.'),
    code,
    ...(description !== undefined && { theirWords: description }),
  };
}

interface Remedy {
  readonly code: string;
  /** Of their text; without it, whatever it says. */
  readonly text?: RegExp;
  /** The grant_type of the request; without it, any. */
  readonly grantType?: string;
  readonly whatToDo: string;
}

/** The first that fits: from the particular to the general. The code is the other side's word. */
const REMEDIES: readonly Remedy[] = [
  {
    code: 'invalid_request',
    text: /no callback uri/i,
    whatToDo:
      'The consumer has no callback URL. Give it one in its settings on the other side, whichever grant it is for.',
  },
  {
    code: 'invalid_grant',
    text: /consumer marked as "public"/i,
    whatToDo:
      'Tick “This is a private consumer” in the settings of the consumer, or “Client credentials” on the newer page: only then may it act for itself.',
  },
  {
    code: 'invalid_grant',
    grantType: 'client_credentials',
    whatToDo:
      'The consumer may not use this grant. Make it a private one, or tick “Client credentials” on the newer page.',
  },
  {
    code: 'invalid_grant',
    grantType: 'authorization_code',
    whatToDo:
      'The code was used already, is older than ten minutes, or belongs to another consumer or redirect_uri. Run the grant again.',
  },
  {
    code: 'invalid_grant',
    grantType: 'refresh_token',
    whatToDo: 'The refresh token was used already or has ended. Run the grant again.',
  },
  {
    code: 'unauthorized_client', // Bitbucket: where RFC 6749 §5.2 has invalid_client
    grantType: 'refresh_token',
    whatToDo:
      'The refresh token was used already or has ended, or the consumer’s key and secret are wrong: Bitbucket says the same of both. Run the grant again.',
  },
  {
    code: 'unauthorized_client',
    whatToDo: 'Check the consumer’s key and secret.',
  },
  {
    code: 'invalid_request',
    text: /must match configured redirect uri/i, // Bitbucket: the scheme or the host differs
    whatToDo:
      'The redirect_uri has another scheme or host than the callback URL of the consumer. Register the one that is sent below.',
  },
  {
    code: 'invalid_request',
    text: /username\/password/i,
    grantType: 'password',
    whatToDo:
      'Check the user name and the password. Whoever has two-step verification on is refused in the same words.',
  },
  {
    code: 'invalid_request',
    grantType: 'authorization_code',
    whatToDo: 'Check that the callback URL of the consumer equals the redirect_uri below.',
  },
];

function findRemedy({ code, description = '', grantType }: TokenError): string | undefined {
  return REMEDIES.find(
    (remedy) =>
      remedy.code === code &&
      (remedy.text?.test(description) ?? true) &&
      (remedy.grantType === undefined || remedy.grantType === grantType),
  )?.whatToDo;
}
