/** The package.json of the package. */

export interface Choice {
  readonly name: string;
  /** Where its source is: provenance is given only to who names it. */
  readonly repository?: string | undefined;
}

/** @param ours The package.json of the repository: version, licence and what Node it needs are the same. */
export function createManifest(ours: string, { name, repository }: Choice) {
  const { version, license, engines } = JSON.parse(ours) as Record<string, unknown>;
  return {
    name,
    version,
    description: 'A strict Bitbucket Cloud on localhost, for tests of OAuth 2.0 clients',
    keywords: ['bitbucket', 'mock-server', 'oauth2', 'rfc6749', 'sandbox', 'test-double'],
    license,
    ...(repository !== undefined && { repository: { type: 'git', url: repository } }),
    type: 'commonjs',
    engines,
    // As the package is called, so that `npx` of that name can never fetch somebody else's.
    bin: { [name.replace(/^@[^/]*\//, '')]: 'cli.mjs' },
    main: './index.cjs',
    types: './index.d.cts',
    exports: {
      '.': {
        import: { types: './index.d.mts', default: './index.mjs' },
        require: { types: './index.d.cts', default: './index.cjs' },
      },
      './package.json': './package.json',
    },
  };
}
