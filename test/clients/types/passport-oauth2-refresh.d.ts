/** What is used of a package that brings no types. */
declare module 'passport-oauth2-refresh' {
  import type { Strategy } from 'passport';

  /** As the `oauth` package below reports it: an answer that was no success. */
  export interface Refusal {
    statusCode: number;
    data: string;
  }

  export class AuthTokenRefresh {
    use(strategy: Strategy): void;
    requestNewAccessToken(
      name: string,
      refreshToken: string,
      done: (error: Refusal | null, accessToken?: string, refreshToken?: string) => void,
    ): void;
  }
}
