/** `/rotation`: five workers refresh at once. The choice stands in the address; what came of it is kept for the visitor. */
import { Router } from 'express';
import { InvalidRequestError } from '../errors/errors.ts';
import type { GrantFacts } from '../grants/facts/grant-facts.ts';
import { redirectTo } from '../http/redirect-to.ts';
import { parseParameters } from '../oauth/parameters.ts';
import { showRotation } from '../pages/rotation/show-rotation.ts';
import { stepsOf } from '../pages/stage/steps-of.ts';
import { rehearsalPath, findFault, readChoice } from '../rotation/choice.ts';
import type { Rehearsals } from '../rotation/rehearsals.ts';
import { currentVisitor, startVisit } from '../runs/visitor.ts';
import { loadHighlight } from '../snippets/highlight.ts';
import type { Snippets } from '../snippets/snippets.ts';
import { chargeBudget } from '../stage/budgets.ts';
import type { WithBudgets } from '../stage/budgets.ts';
import { requireOurPage } from './csrf.ts';

export interface RotationDependencies extends WithBudgets {
  readonly rehearsals: Rehearsals;
  readonly config: { readonly publicUrl: string };
  readonly clock: () => number;
  readonly grants: readonly GrantFacts[];
  readonly snippets: Snippets;
}

export function createRotationPage(dependencies: RotationDependencies): Router {
  const { rehearsals, budgets, config, clock, grants, snippets } = dependencies;
  const withRefresh = grants.find((grant) =>
    stepsOf(grant, undefined).some(({ letter }) => letter === 'Refresh'),
  );
  const router = Router();

  router.get('/', async (req, res) => {
    const query = parseParameters(req.query);
    const choice = readChoice(query);
    const found = await rehearsals.find(currentVisitor(req), choice);
    const code = {
      programs: snippets.programs,
      highlight: await loadHighlight(),
      slug: withRefresh?.slug,
      language: query.get('language'),
    };
    res.render('rotation', showRotation(choice, found, code));
  });

  // It needs no session before: pressing the button begins one, as the first run does.
  router.post('/', requireOurPage(config.publicUrl), async (req, res) => {
    const form = parseParameters(req.body);
    const fault = findFault(form);
    if (fault !== undefined) throw new InvalidRequestError(fault);
    if (budgets) {
      if (currentVisitor(req) === undefined) await chargeBudget(req, budgets.starts);
      await chargeBudget(req, budgets.calls);
    }
    const choice = readChoice(form);
    await rehearsals.run(startVisit(req, clock), choice);
    redirectTo(res, 303, `${rehearsalPath(choice)}#outcome`);
  });
  return router;
}
