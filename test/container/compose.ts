/** The files of compose, with what somebody sets filled in. */
import { readFileSync } from 'node:fs';
import { readYaml } from '../support/read-yaml.ts';

type Env = Readonly<Record<string, string>>;

export interface Service {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string; readonly args: Env };
  readonly environment: Env;
  readonly extends?: { readonly file: string; readonly service: string };
  readonly stop_grace_period?: string;
  readonly mem_limit?: string;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly volumes?: readonly string[];
  readonly command?: string;
}

/** @param given What stands in the environment of whoever starts it. */
export function readServices(file: string, given: Env): Readonly<Record<string, Service>> {
  const parsed = JSON.stringify(readYaml(readFileSync(file, 'utf8')));
  const fill = (text: string) =>
    text.replaceAll(
      /\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g,
      (_all, name: string, otherwise: string | undefined) => given[name] ?? otherwise ?? '',
    );
  // A name without a value is passed on where it is set, and is not there where it is not.
  const filled: unknown = JSON.parse(parsed, (key, value: unknown) =>
    typeof value === 'string' ? fill(value) : (value ?? given[key]),
  );
  return (filled as { services: Record<string, Service> }).services;
}
