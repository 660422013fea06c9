/** What an export says of the program that has made it. */
import type { RunRecord } from './run-record.ts';

/** The version is that of package.json: a test compares them. */
export const MADE_BY: RunRecord['madeBy'] = {
  name: 'bitbucket-oauth-grants',
  version: '0.1.0',
  node: process.version,
};
