/** Renders the stage of a grant: the run that is asked for, at the step that is asked for. */
import type { Request, Response } from 'express';
import type { Servers } from '../bitbucket/servers.ts';
import { availableServers } from '../bitbucket/available-servers.ts';
import type { Typed } from '../explorer/read-call.ts';
import type { Grant } from '../grants/grant.ts';
import { allowFormsTo } from '../http/form-action.ts';
import { renderOnce } from '../http/render-once.ts';
import { showAbout } from '../pages/stage/show-about.ts';
import { PAGE_STEP, showFragmentPage } from '../pages/stage/show-fragment.ts';
import { showStage } from '../pages/stage/show-stage.ts';
import type { Staging } from '../pages/stage/show-stage.ts';
import { offerMistakes } from '../mistakes/set-mistake.ts';
import { whereItStands } from '../runs/run.ts';
import { timeAt } from '../runs/server-time.ts';
import type { Run } from '../runs/run.ts';
import { listRuns } from '../runs/visitor-runs.ts';
import type { StageDependencies } from './dependencies.ts';
import { findNotice } from './notices.ts';
import { readShared } from './shared-link.ts';
import { loadHighlight } from '../snippets/highlight.ts';
import type { Snippets } from '../snippets/snippets.ts';

const NOTHING: ReadonlyMap<string, string> = new Map();

export interface Asked {
  /** In the place of the one that the address names. */
  readonly run?: Run;
  /** `run`, `step`, `view`, `exchange`, `call`, `as`, `compare`, `server`, `notice` of the address. */
  readonly query?: ReadonlyMap<string, string>;
  /** What "Show" was pressed for: the id of an exchange, or the name of a token. */
  readonly revealed?: string;
  /** The answer is in the fragment: the page is for a script to fill in. */
  readonly awaitsFragment?: true;
  /** Of a call that cannot be sent as it is: what was typed. */
  readonly typed?: Typed;
  /** What cannot be sent as it is. */
  readonly faults?: readonly string[];
}

export interface ShowPageDependencies extends StageDependencies {
  readonly snippets: Snippets;
}

export type ShowPage = (req: Request, res: Response, asked: Asked) => Promise<void>;

/** @param grants All that there are: each page says how its own differs. */
export function createShowPage(
  grant: Grant,
  grants: readonly Grant[],
  dependencies: ShowPageDependencies,
): ShowPage {
  const { servers, runs } = dependencies;
  const rows = showAbout(grant, grants);
  const about = renderOnce('stage/about', { rows });
  // Each message of a run says itself how it goes.
  const aboutRun = renderOnce('stage/about', { rows: rows.filter(({ id }) => id !== 'steps') });
  const whyNotThere = explainMissing(grant, servers);
  return async (req, res, asked) => {
    const { query = NOTHING, faults = [], awaitsFragment } = asked;
    const all = await listRuns(req, { grant, servers, runs });
    const subject = chooseSubject(grant, asked, { all, whyNotThere }, dependencies);
    const { run } = subject;
    // The sandbox inside is of our own origin.
    if (run?.waiting?.endpoint === 'authorization' && !run.server.backChannel) {
      allowFormsTo(res, run.server.authorizationEndpoint);
    }
    const shown = showStage({
      grant,
      ...subject,
      ...(await lookAt(run, asked, dependencies)),
      compared: query.has('compare') ? named(all, query.get('compare')) : undefined,
      runs: all,
      servers: availableServers(grant, servers),
      person: req.session.person,
    });
    const view = awaitsFragment ? showFragmentPage(shown, grant, run) : shown;
    res.render('stage', {
      page: { title: view.pageTitle, description: grant.summary, path: `/${grant.slug}` },
      notices: [...faults, findNotice(query.get('notice')) ?? []].flat(),
      grant,
      view,
      about: await (run ? aboutRun : about)(res.app),
    });
  };
}

/** What the page is about: a run, what a shared link describes, or how bitbucket.org would be set up. */
type Subject = Pick<Staging, 'run' | 'shared' | 'missing'>;

function chooseSubject(
  grant: Grant,
  { run, query = NOTHING }: Asked,
  { all, whyNotThere }: { readonly all: readonly Run[]; readonly whyNotThere: string | undefined },
  dependencies: StageDependencies,
): Subject {
  const isSetUp = whyNotThere !== undefined && query.get('server') === 'bitbucket';
  const missing = whyNotThere === undefined ? undefined : { why: whyNotThere, isAskedFor: isSetUp };
  if (isSetUp) return { run: undefined, shared: undefined, missing };
  if (query.has('server') && !query.has('run')) {
    return { run: undefined, shared: readShared(query, grant, dependencies), missing };
  }
  return { run: run ?? named(all, query.get('run')), shared: undefined, missing };
}

/** How the page looks at its run: the step, the view, and what can be done there. */
async function lookAt(
  run: Run | undefined,
  { query = NOTHING, revealed, typed, awaitsFragment }: Asked,
  { clock, sandboxes, snippets }: ShowPageDependencies,
) {
  const step = query.get('step') ?? (run && whereItStands(run));
  const isCode = query.get('view') === 'code'; // no mistake is set there: it is a line of the form
  return {
    step: awaitsFragment ? PAGE_STEP : step,
    mistakes: run && step !== undefined && !isCode ? offerMistakes(run, step, sandboxes) : [],
    view: query.get('view'),
    exchangeId: query.get('exchange'),
    call: query.get('call'),
    as: query.get('as'),
    typed,
    revealed,
    now: run ? await timeAt(run, clock) : clock(),
    coding: {
      snippets,
      language: query.get('language'),
      target: query.get('target'),
      highlight: isCode ? await loadHighlight() : undefined,
    },
  };
}

/** @param number As in the address; left out: the latest. */
function named(runs: readonly Run[], number: string | undefined): Run | undefined {
  return number === undefined ? runs[0] : runs.find((run) => String(run.number) === number);
}

/** bitbucket.org needs a consumer, and one that strangers do not share where the client acts for itself. S60 */
function explainMissing(grant: Grant, servers: Servers): string | undefined {
  if (!grant.runsOn.includes('bitbucket')) return undefined;
  const bitbucket = servers.get('bitbucket');
  if (!bitbucket) return 'No consumer is configured.';
  return availableServers(grant, servers).includes(bitbucket)
    ? undefined
    : 'Strangers share this installation’s consumer, and each would act as its owner’s client.';
}
