/** The entry: reads the configuration, starts the demo, says where it is, stops it cleanly. */
import path from 'node:path';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { loadConfig } from './config/config.ts';
import { startDemo } from './demo.ts';
import { describeStart } from './describe-start.ts';
import { describeStartFault } from './describe-start-fault.ts';
import { grants } from './grants/index.ts';
import { openLines } from './process/lines.ts';
import { onStopSignal, STOP_SIGNALS } from './process/stop-signals.ts';
import { addEnvFile } from './config/settings-files.ts';

const TOP = path.resolve(import.meta.dirname, '..');

try {
  const faults = addEnvFile(path.join(TOP, '.env'), process.env);
  const config = loadConfig(path.join(TOP, 'config.json'), process.env, faults);
  const logger = pino({ level: config.logLevel }, openLines(process.stderr));
  const demo = await startDemo(config, { logger });
  // A fault that nothing caught ends the process, too, after draining.
  const { close } = closeWithGrace(
    { delay: 10_000 + config.drainSeconds * 1_000, logger: undefined, skip: [...STOP_SIGNALS] },
    async ({ err }) => {
      if (err) logger.fatal({ err }, 'uncaught');
      await demo.close();
    },
  );
  onStopSignal(close); // before anybody is told that it runs, and may stop it
  openLines(process.stdout).write(`${describeStart(config, grants, demo.servers)}\n`);
} catch (error) {
  process.stderr.write(`${describeStartFault(error)}\n`);
  process.exit(1);
}
