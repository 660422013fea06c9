/**
 * Is the bill of materials whole? In CycloneDX, and with every package that runs in production.
 *
 *   npm sbom --sbom-format cyclonedx | node .ci/check-sbom.js
 */
import { existsSync, readFileSync } from 'node:fs';

const { bomFormat, components } = JSON.parse(readFileSync(0, 'utf8'));
const listed = new Set(
  components?.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
);

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
// What is optional may be for another platform: then it is not there, and runs nowhere.
const production = Object.entries(packages)
  .filter(([at, { dev, devOptional, peer }]) => at !== '' && !dev && !devOptional && !peer)
  .filter(([at, { optional }]) => !optional || existsSync(at))
  .map(([at, { name, version }]) => `${name ?? at.replace(/^.*node_modules\//, '')}@${version}`);
const missing = production.filter((one) => !listed.has(one));

if (bomFormat !== 'CycloneDX' || production.length === 0 || missing.length > 0) {
  console.error(`The bill of materials is not whole. Missing: ${missing.join(', ') || 'all'}.`);
  process.exitCode = 1;
} else {
  console.log(`${listed.size} components, with all ${production.length} that production needs.`);
}
