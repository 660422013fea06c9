/** What no program may ever print: everything secret that went to the sandbox or came from it. */
import type { Sandbox } from '../../../src/sandbox/standalone/library.ts';

const SECRET_FIELDS = ['code', 'code_verifier', 'refresh_token', 'password', 'access_token'];

/** @returns The names of what is in the text. */
export function findSecrets(sandbox: Sandbox, text: string): string[] {
  const secrets = collectSecrets(sandbox).filter(([, secret]) => secret.length >= 8);
  return [...new Set(secrets.filter(([, secret]) => text.includes(secret)).map(([name]) => name))];
}

function collectSecrets(sandbox: Sandbox): [string, string][] {
  const ofClients = sandbox.clients.map(({ clientSecret }) => clientSecret);
  return [
    ...ofClients.map((secret): [string, string] => ['client secret', secret]),
    ...sandbox
      .requestsWithSecrets()
      .flatMap(({ form, headers, answer }) => [
        ...pick(form),
        ...pick(parse(answer?.body ?? '')),
        ['Authorization', headers['authorization']?.split(' ')[1] ?? ''] as [string, string],
      ]),
  ];
}

function pick(fields: Readonly<Record<string, unknown>>): [string, string][] {
  return SECRET_FIELDS.flatMap((name): [string, string][] => {
    const value = fields[name];
    return typeof value === 'string' ? [[name, value]] : [];
  });
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(body)) as Readonly<Record<string, unknown>>;
  } catch {
    return {}; // a page
  }
}
