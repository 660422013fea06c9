/**
 * The last line of `.ci/run`: `N passed, M failed, K skipped`. A part that failed without a failing
 * test, the linter for one, is a failure, too.
 *
 *   node .ci/summary.js <failed parts> <results of jest…>
 */
import { readFileSync } from 'node:fs';

const [failedParts, ...files] = process.argv.slice(2);
const results = files.map(read);
const sum = (key) => results.reduce((total, one) => total + (one[key] ?? 0), 0);

const failedTests = sum('numFailedTests') + sum('numRuntimeErrorTestSuites');
const failedSuites = results.filter((one) => one.success === false).length;
const others = Math.max(0, Number(failedParts) - failedSuites);
console.log(
  `${sum('numPassedTests')} passed, ${failedTests + others} failed, ${sum('numPendingTests')} skipped`,
);

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // the part did not come so far, and is among those that failed
  }
}
