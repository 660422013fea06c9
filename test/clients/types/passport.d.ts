/** What is used of a package whose own types, @types/passport, would bring those of Express a second time. */
declare module 'passport' {
  import type { RequestHandler } from 'express';

  export interface Strategy {
    readonly name: string;
  }

  class Passport {
    use(strategy: Strategy): void;
    authenticate(strategy: string, options: { session: boolean }): RequestHandler;
  }

  const passport: { readonly Passport: typeof Passport };
  export default passport;
}

declare namespace Express {
  interface Request {
    /** Whom a strategy has found. */
    user?: object;
  }
}
