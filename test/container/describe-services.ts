/** The services of a file of compose, each a container, for the tests of one file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { HEALTH_INTERVAL_MS, HEALTH_TIMEOUT_MS } from '../load/caddy.ts';
import { Browser } from '../support/browser.ts';
import { isInstalled } from '../support/start-process.ts';
import { type Engine, openEngine } from './engine.ts';
import { type ComposeFile, type Services, startServices } from './services.ts';
import { note } from './tools.ts';

const MOST_MS_TO_BUILD = 400_000;

interface Serviced {
  readonly services: () => Services;
  /** Through TLS. */
  readonly visit: () => Browser;
}

/** Caddy knows by then who is well. */
export const untilSeen = () => wait(2 * HEALTH_INTERVAL_MS);
/** And by then, who is gone: a form that it sends there before is lost. */
export const untilMissed = () => wait(HEALTH_TIMEOUT_MS + 2 * HEALTH_INTERVAL_MS);

/**
 * Skipped by name where this machine has no containers, or lacks a program.
 *
 * @param programs Those that stand in for official images.
 */
export function describeServices(
  file: ComposeFile,
  programs: readonly string[],
  tests: (serviced: Serviced) => void,
): void {
  const missing = programs.filter(
    (program) => !isInstalled(program, program === 'caddy' ? 'version' : '--version'),
  );
  const why =
    note || (missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not installed)` : '');
  (why ? describe.skip : describe)(`The services of ${file}, each a container${why}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'services-'));
    let engine: Engine | undefined;
    let started: Services | undefined;
    beforeAll(async () => {
      engine = await openEngine();
      started = await startServices(engine, file, folder);
    }, MOST_MS_TO_BUILD);
    afterAll(async () => {
      started?.way.close();
      await engine?.remove();
      rmSync(folder, { recursive: true });
    });
    const services = () => {
      if (!started) throw new Error('They have not started.');
      return started;
    };
    tests({ services, visit: () => new Browser(services().publicUrl, services().way.send) });
  });
}
