import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import { eras } from '../../../src/sandbox/eras.ts';
import type {
  NewClient,
  NewEmail,
  NewPerson,
  Sandbox,
} from '../../../src/sandbox/standalone/library.ts';
import { clientShape } from '../../../src/sandbox/seed/client-shape.ts';
import { parseShape, personShape } from '../../../src/sandbox/seed/seed-shapes.ts';

type TakenClient = z.input<ReturnType<typeof clientShape>>;
type TakenPerson = z.input<typeof personShape>;
type Missing<A, B> = Exclude<keyof A, keyof B> | Exclude<keyof B, keyof A>;

// The compiler is the test: a field more or less in one of the two, and `true` does not fit.
const isSameClient: [Missing<NewClient, TakenClient>] extends [never] ? true : false = true;
const isSamePerson: [Missing<NewPerson, TakenPerson>] extends [never] ? true : false = true;

const client: NewClient = {
  name: 'Mine',
  clientId: 'id',
  clientSecret: 'secret',
  callbackUrl: '',
  grantTypes: ['authorization_code', 'implicit'],
  isPrivate: false,
  scopes: ['account'],
  workspace: 'w',
};
const email: NewEmail = { address: 'g@mail.example', isPrimary: true, isConfirmed: false };
const person: NewPerson = {
  username: 'grace',
  password: 'long',
  displayName: 'Grace',
  nickname: 'gracie',
  emails: ['h@mail.example', email],
  hasTwoStepVerification: true,
  isAwkward: true,
  showsUsername: false,
  createdOn: '2026-01-01T00:00:00Z',
  note: '',
};

describe('A client and a person that a test adds', () => {
  it('have the types of what is taken, in every field', () => {
    expect([isSameClient, isSamePerson]).toEqual([true, true]);
    expect(parseShape(clientShape(eras.current, ''), client)).toMatchObject(client);
    const { emails, ...rest } = person;
    expect(parseShape(personShape, person)).toMatchObject({
      ...rest,
      emails: [{ address: emails?.[0], isPrimary: false }, email],
    });
  });

  it('do not compile with a name that is misspelt', () => {
    const misspelt = (sandbox: Sandbox) => [
      // @ts-expect-error: `nane` is no field
      sandbox.addClient({ nane: 'typo' }),
      // @ts-expect-error: nor is `userName`
      sandbox.addPerson({ username: 'grace', userName: 'typo' }),
    ];

    expect(misspelt).toBeInstanceOf(Function);
  });
});
