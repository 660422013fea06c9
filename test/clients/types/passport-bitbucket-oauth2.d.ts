/** What is used of a package that brings no types. */
declare module 'passport-bitbucket-oauth2' {
  import type { Strategy as PassportStrategy } from 'passport';

  export interface Profile {
    provider: 'bitbucket';
    id: string;
    displayName: string;
    username: string;
    profileUrl: string;
    _json: Record<string, unknown>;
  }

  export interface Options {
    clientID: string;
    clientSecret: string;
    callbackURL: string;
    scope?: string[];
    state?: boolean;
    pkce?: boolean;
    authorizationURL?: string;
    tokenURL?: string;
    userProfileURL?: string;
    /** With a `User-Agent` of one's own, it sends no Basic header. */
    customHeaders?: Record<string, string>;
  }

  export type Verify = (
    accessToken: string,
    refreshToken: string,
    params: Record<string, unknown>,
    profile: Profile,
    done: (error: unknown, user?: object) => void,
  ) => void;

  export class Strategy implements PassportStrategy {
    readonly name: string;
    constructor(options: Options, verify: Verify);
  }
}
