/** A script for bash that replays a run against a sandbox of one's own, and compares the statuses. */
import { END, FUNCTIONS } from './bash-functions.ts';
import { ERA_OF_BITBUCKET, commandFor } from './own-sandbox.ts';
import { replaySteps } from './replay-steps.ts';
import type { RunRecord } from './run-record.ts';
import { comment } from './shell-words.ts';

export function toBash(record: RunRecord): string {
  const { server } = record;
  return [
    '#!/usr/bin/env bash',
    ...describe(record),
    'set -euo pipefail',
    '',
    'SANDBOX=${SANDBOX:-http://127.0.0.1:7999}',
    `ERA=${server.era ?? ERA_OF_BITBUCKET}`,
    '',
    FUNCTIONS,
    ...replaySteps(record),
    '',
    END,
    '',
  ].join('\n');
}

function describe(record: RunRecord): string[] {
  const { grant, server, run, startedAt, madeBy, notes } = record;
  const elsewhere = `The run was at ${server.name}: where the sandbox answers otherwise, the script says so.`;
  return [
    comment(
      `${grant.title}, ${grant.source}, at ${server.name}: run ${run}, started ${startedAt}.`,
    ),
    comment(`Written by ${madeBy.name} ${madeBy.version}.`),
    '#',
    '# Makes each request of the run once more, against a sandbox of your own, with what that answers this time, and',
    '# ends with 0 where every status is the one of the run. Needs bash, curl, jq and openssl. In the repository, first:',
    '#',
    `#   ${commandFor(record)}`,
    '#',
    '# The person’s yes or no is decided by the control API of the sandbox, and so are turns of the clock and trouble of',
    '# the server. A password that was refused goes out as a wrong one. What the file does not say:',
    ...(server.era ? notes : [elsewhere, ...notes]).map((note) => comment(`- ${note}`)),
  ];
}
