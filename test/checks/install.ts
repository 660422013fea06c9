/** Before what cannot do without one of the packages: `tsx test/checks/install.ts browser`. */
import { PACKAGES, install } from './packages.ts';

for (const name of PACKAGES) {
  if (process.argv.includes(name) && !install(name)) process.exitCode = 1;
}
