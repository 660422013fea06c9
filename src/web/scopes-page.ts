/** `/scopes`: from calls to scopes, from scopes to calls, from a 403. Ticks stand in the address, what is pasted does not. */
import { Router } from 'express';
import { maskPaste } from '../diagnosis/mask-paste.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showScopes } from '../pages/scopes/show-scopes.ts';
import type { SiteOfScopes } from '../pages/scopes/ask-for.ts';
import { CALLS } from '../scopes/calls.ts';
import { readPastedCalls } from '../scopes/read-pasted-calls.ts';
import { readPastedScopes } from '../scopes/read-pasted-scopes.ts';
import { readRefusal } from '../scopes/read-refusal.ts';
import { SCOPES } from '../scopes/scopes.ts';
import { joinParts } from '../wire/redaction.ts';
import { readPasted } from './pasted.ts';

const FIELDS = ['calls', 'granted', 'refusal'] as const;

export function createScopesPage(site: SiteOfScopes): Router {
  const router = Router();
  router.get('/', (req, res) => {
    const calls = readAll(req.query['call']);
    const scopes = readAll(req.query['scope']);
    res.render(
      'scopes',
      showScopes(
        {
          calls: CALLS.filter(({ id }) => calls.includes(id)),
          scopes: SCOPES.map(({ name }) => name).filter((name) => scopes.includes(name)),
        },
        site,
      ),
    );
  });
  router.post('/', (req, res) => {
    const form = parseParameters(req.body);
    const fields = FIELDS.map((name) => ({ name, ...readPasted(form, name) }));
    const textOf = (name: (typeof FIELDS)[number]) =>
      fields.find((one) => one.name === name && one.problem === undefined)?.text ?? '';
    const [calls, granted, refusal] = [textOf('calls'), textOf('granted'), textOf('refusal')];
    const view = showScopes(
      {
        calls: [],
        scopes: [],
        ...(calls !== '' && { pastedCalls: readPastedCalls(calls) }),
        ...(granted !== '' && { pastedScopes: readPastedScopes(granted) }),
        ...(refusal !== '' && { refusal: readRefusal(refusal) ?? 'not read' }),
      },
      site,
    );
    const tooLong = fields.find(({ problem }) => problem !== undefined);
    if (!tooLong) return res.render('scopes', view);
    const pasted = joinParts(maskPaste(tooLong.text));
    res.status(413).render('scopes', { ...view, tooLong: { ...tooLong, text: pasted } });
  });
  return router;
}

/** A check box comes once for each that is ticked. */
function readAll(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === 'string');
}
