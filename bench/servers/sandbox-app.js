/** The product's sandbox as a request handler, whichever name its door has for that. */
import * as door from '../.product/dist/sandbox/index.js';

export const createSandboxApp = door.createSandboxApp ?? door.createSandbox;
export const { createClock, createStores } = door;
