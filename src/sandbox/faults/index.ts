/** The registry of the kinds of faults: the one place that lists them. */
import type { FaultKind } from './fault-kind.ts';
import { empty } from './kinds/empty.ts';
import { expiredToken } from './kinds/expired-token.ts';
import { hang } from './kinds/hang.ts';
import { html } from './kinds/html.ts';
import { huge } from './kinds/huge.ts';
import { longToken } from './kinds/long-token.ts';
import { malformedJson } from './kinds/malformed-json.ts';
import { missingField } from './kinds/missing-field.ts';
import { preflight } from './kinds/preflight.ts';
import { redirect } from './kinds/redirect.ts';
import { reset } from './kinds/reset.ts';
import { slow } from './kinds/slow.ts';
import { status } from './kinds/status.ts';
import { truncated } from './kinds/truncated.ts';

export const faultKinds: readonly FaultKind[] = [
  slow,
  hang,
  reset,
  status,
  html,
  malformedJson,
  empty,
  truncated,
  huge,
  redirect,
  expiredToken,
  longToken,
  missingField,
  preflight,
];
