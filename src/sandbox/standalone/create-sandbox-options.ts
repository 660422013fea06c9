/** What `createSandbox` takes; the command hands its own on. */
import type { EraName } from '../eras.ts';

export interface CreateSandboxOptions {
  /** Which Bitbucket: since CHANGE-3052 of May 2026, or until then. Default `current`. */
  era?: EraName;
  /** Default 0: any free one. */
  port?: number;
  /** Default `127.0.0.1`. Where others than this machine reach it, a `controlToken` is needed. */
  host?: string;
  /** Where clients reach it, where that is not the address it listens on; `auto`: as each of them calls it. */
  publicUrl?: string;
  /** With `publicUrl: 'auto'`: the names by which it may be called, beside those of this machine. */
  hosts?: readonly string[];
  /** To speak https: a certificate in PEM, or the path of one. Default: http. */
  cert?: string;
  /** Its key, likewise. */
  key?: string;
  /** What a seed file holds, or the path of one: it comes beside the ready-made. */
  seed?: string | Readonly<Record<string, unknown>>;
  /** The username who approves every consent at once: no browser is needed. */
  approve?: string;
  /** The callback of the ready-made client. Default `http://localhost:3000/oauth-callback`. */
  callback?: string;
  /** The clock stands still at this moment (ISO 8601 or milliseconds); without it, it runs. */
  frozenAt?: string | number;
  /** Seconds for which a refresh token that was used once is taken again; `current` era. Default 600. */
  refreshGraceSeconds?: number;
  /**
   * Seconds for which a client is refused, "even valid tokens", after a used refresh token of it
   * came again where the grace is over or 0; `current` era. Default 0: it is not.
   */
  reuseLocksClientSeconds?: number;
  /** RFC 9207 `iss` in authorization responses. Bitbucket sends none; default false here. */
  sendIss?: boolean;
  /** Whether the challenge is held against the verifier, `strict`: of RFC 7636's form. Default `verify`. */
  pkce?: 'verify' | 'strict' | 'ignore';
  /** Whether calls without a token read public repositories. Default `answer`. */
  anonymousReads?: 'answer' | 'refuse';
  /** What `/2.0/user/permissions/repositories` answers; `current` era. Default 410. */
  removedList?: 410 | 404;
  /** Whether a consent once given is not asked for again. Default true. */
  rememberConsent?: boolean;
  /** Gives every caller a share, as where strangers use it at once: 429 beyond it. Default false. */
  budget?: boolean;
  /** Whether the control API answers, `/_sandbox/…`. Default true; what is returned here works anyway. */
  control?: boolean;
  /** `Authorization: Bearer …` for the control API. Default: none is asked for, on this machine alone. */
  controlToken?: string;
}
