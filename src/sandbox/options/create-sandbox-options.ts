/**
 * What `createSandbox` takes; the command hands its own on. Each comment follows from the option's
 * row in options.ts or behaviour.ts: `npm run docs` writes it.
 */
import type { EraName } from '../eras.ts';

export interface CreateSandboxOptions extends Partial<Behaviour> {
  /** Where to listen; 0 picks a free port. Default `0`. */
  port?: number;
  /** The address to listen on. Default `127.0.0.1`. */
  host?: string;
  /** Bitbucket since May 2026, or until then. Default `current`. */
  era?: EraName;
  /**
   * People, workspaces, repositories and clients of your own, beside the ready-made ones: a file,
   * or what one holds. Without it: the ready-made ones.
   */
  seed?: string | Readonly<Record<string, unknown>>;
  /**
   * Every consent is granted at once by this person, without a page. Without it: people are asked.
   */
  approve?: string;
  /** The callback URL of the ready-made client. Default `http://localhost:3000/oauth-callback`. */
  callback?: string;
  /**
   * Where clients reach the sandbox, such as `http://sandbox:7999` in Compose; `auto`: by whichever
   * name they call it, one of this machine or of `hosts`, through a mapped port, too. Without it:
   * the address it listens on.
   */
  publicUrl?: string;
  /**
   * With `publicUrl: 'auto'`: the names by which it may be called; by any other it is 421. Without
   * it: those of this machine alone.
   */
  hosts?: readonly string[];
  /** The certificate, to speak https; PEM itself will do as well. Without it: it speaks http. */
  cert?: string;
  /** The key of the certificate. Without it: it speaks http. */
  key?: string;
  /**
   * The clock stands still at this moment: ISO 8601, or milliseconds since 1970. Without it: the
   * clock runs.
   */
  frozenAt?: string | number;
  /**
   * What `Authorization: Bearer …` must say to the control API; needed with a `host` that others
   * reach. Without it: none is asked for.
   */
  controlToken?: string;
  /**
   * `false` leaves the control API out: nothing answers at `/_sandbox/…` but the pages. Default
   * `true`: it answers.
   */
  control?: boolean;
}

export interface Behaviour {
  /**
   * How long a used refresh token is taken again in `current`; 0: refused at once. Default `600`.
   */
  refreshGraceSeconds: number;
  /**
   * How long a client’s refreshes are refused in `current`, with valid refresh tokens, too, after a
   * used refresh token of it came again where the grace is over. Default `0`.
   */
  reuseLocksClientSeconds: number;
  /**
   * Whether a `code_challenge` is held against its verifier; `strict` also wants the verifier in
   * the form of RFC 7636. Default `verify`.
   */
  pkce: 'verify' | 'strict' | 'ignore';
  /**
   * What calls without a token get that read public repositories, by the API, 60 an hour, and by
   * git. Default `answer`.
   */
  anonymousReads: 'answer' | 'refuse';
  /**
   * What `/2.0/user/permissions/repositories` answers in `current`: since late August 2026 some
   * accounts get 404. Default `410`.
   */
  removedList: 410 | 404;
  /**
   * `true` adds `iss` to authorization responses (RFC 9207). Default `false`: none is sent; none
   * was ever recorded.
   */
  sendIss: boolean;
  /**
   * `false` asks for a consent again that was given before. Default `true`: a consent once given is
   * remembered.
   */
  rememberConsent: boolean;
  /**
   * `true` gives every address a share, as where strangers use it at once: 429 with `Retry-After`
   * for whoever wants more. Default `false`: whoever asks is served, as often as they like.
   */
  budget: boolean;
}
