/**
 * What a `bitbucket-pipelines.yml` may hold, as far as ours and those of docs/ci.md go: a key that is not
 * listed here is refused, a misspelt one too. Atlassian's own schema, which is in no package of npm, takes all
 * of these files (tried on 26 November 2026), but also each of the mistakes that pipelines.test.ts makes.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/bitbucket-pipelines-configuration-reference/
 */
import { z } from 'zod';

const name = z.string().min(1);
const minutes = z.int().min(1).max(720);
const size = z.enum(['1x', '2x', '4x', '8x', '16x', '32x']);
const variables = z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string());

const step = z.strictObject({
  name: name.optional(),
  image: name.optional(),
  size: size.optional(),
  'max-time': minutes.optional(),
  services: z.array(name).nonempty().optional(),
  script: z.array(name).nonempty(),
});

export const PIPELINES = z
  .strictObject({
    image: name.optional(),
    definitions: z
      .strictObject({
        services: z.record(name, z.strictObject({ image: name, variables: variables.optional() })),
      })
      .optional(),
    pipelines: z.strictObject({ default: z.array(z.strictObject({ step })).nonempty() }),
  })
  .refine(
    ({ definitions, pipelines }) =>
      pipelines.default
        .flatMap(({ step: { services = [] } }) => services)
        .every((service) => service === 'docker' || service in (definitions?.services ?? {})),
    'a step names a service that is not defined',
  );
