/** Every error that the client room can throw. The class says where it failed; `code` holds the RFC's word. */

/** Start-up: the configuration cannot be used. Names every faulty key and the fix, never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}.`);
    this.faults = faults;
  }
}

/** This browser never asked, or asked too long ago. RFC 6749 §10.12. */
export class StateMismatchError extends Error {
  override readonly name = 'StateMismatchError';
  readonly reason: StateFault;

  constructor(reason: StateFault) {
    super(`The authorization response cannot be used: ${reason}.`);
    this.reason = reason;
  }
}

export type StateFault =
  'no-session' | 'no-state' | 'unknown-state' | 'used-state' | 'expired-state';

/** The answer names another authorization server than the one that was asked. RFC 9207 §2.4. */
export class IssuerMismatchError extends Error {
  override readonly name = 'IssuerMismatchError';
}

/** A form that did not come from one of our pages in this session. */
export class CrossSiteRequestError extends Error {
  override readonly name = 'CrossSiteRequestError';
  readonly reason: 'other-site' | 'no-token';

  constructor(reason: 'other-site' | 'no-token') {
    super(`The form was refused: ${reason}.`);
    this.reason = reason;
  }
}

/** The address exists, the method does not. RFC 9110 §15.5.6. */
export class MethodNotAllowedError extends Error {
  override readonly name = 'MethodNotAllowedError';
  readonly allowed: readonly string[];

  constructor(...allowed: string[]) {
    super(`Only ${allowed.join(', ')} is allowed here.`);
    this.allowed = allowed;
  }
}

/** A call that changes something was to go to a server that is no sandbox of ours. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';
}

/** The query or the form does not have the shape that it must have. RFC 6749 §3.1, §3.2. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  readonly code = 'invalid_request';
}

/** The authorization server said no. RFC 6749 §4.1.2.1, §4.2.2.1. */
export class AuthorizationError extends Error {
  override readonly name = 'AuthorizationError';
  readonly code: string;
  readonly description: string | undefined;

  constructor(code: string, description: string | undefined) {
    super(`The authorization server refused: ${code}.`);
    this.code = code;
    this.description = description;
  }
}

/** The token endpoint said no. RFC 6749 §5.2. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: string;
  readonly description: string | undefined;
  readonly status: number;
  /** What was asked: the same code means another thing for another grant. */
  readonly grantType: string | undefined;

  constructor(code: string, description: string | undefined, status: number, grantType?: string) {
    super(`The token endpoint refused with ${status} ${code}.`);
    this.code = code;
    this.description = description;
    this.status = status;
    this.grantType = grantType;
  }
}

/** The other side answered, but not as the RFC says. RFC 6749 §5.1. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError';
}

export type TransportFailure =
  | 'timeout'
  | 'refused'
  | 'unknown-host'
  | 'certificate'
  | 'interrupted'
  | 'too-large'
  | 'unreadable'
  | 'other';

/** The other side did not answer. Keeps no trace of the request: axios would put the secret in it. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly failure: TransportFailure;
  readonly host: string;
  /** The system's own word, for the log: `ECONNREFUSED`. */
  readonly code: string;

  constructor(failure: TransportFailure, host: string, code: string) {
    super(`No usable answer from ${host}: ${failure} (${code}).`);
    this.failure = failure;
    this.host = host;
    this.code = code;
  }
}

/** We have had enough of a visitor, or of a network, for a while. RFC 6585 §4. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError';
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super(`Refused for ${waitSeconds} seconds: too many requests.`);
    this.waitSeconds = waitSeconds;
  }
}

/** The other side has had enough of us for a while. RFC 6585 §4. */
export class RateLimitError extends Error {
  override readonly name = 'RateLimitError';
  readonly host: string;
  /** An hour at the most; absent where it does not say. */
  readonly waitSeconds: number | undefined;

  constructor(host: string, waitSeconds: number | undefined) {
    super(`${host} answered 429, too many requests.`);
    this.host = host;
    this.waitSeconds = waitSeconds;
  }
}

/** The refresh token is of no more use: only a new run brings tokens. RFC 6749 §6. */
export class RefreshError extends Error {
  override readonly name = 'RefreshError';
  readonly reason: 'refused' | 'lost';
  readonly refusal: TokenError | undefined;

  constructor(reason: 'refused' | 'lost', refusal?: TokenError) {
    super(`The refresh token is of no more use: ${reason}${refusal ? `, ${refusal.code}` : ''}.`);
    this.reason = reason;
    this.refusal = refusal;
  }
}

/** The resource server refused the token or the call. RFC 6750 §3. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly required: readonly string[] | undefined;
  readonly granted: readonly string[] | undefined;

  constructor(
    status: number,
    message: string,
    scopes: { required: readonly string[]; granted: readonly string[] } | undefined,
  ) {
    super(message);
    this.status = status;
    this.required = scopes?.required;
    this.granted = scopes?.granted;
  }
}
