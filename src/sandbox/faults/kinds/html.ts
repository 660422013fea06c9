/** A page where JSON is expected, with status 200: what a proxy or a sign-in wall does. */
import type { FaultKind } from '../fault-kind.ts';

export const html: FaultKind = {
  name: 'html',
  apply({ res }) {
    const page = '<!doctype html><title>One moment</title><h1>Checking your browser</h1>';
    res.status(200).type('html').send(page);
  },
};
