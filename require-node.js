/**
 * One line for a Node.js that is too old, in the place of what it would print of code that it cannot read.
 * Before every start, and at the head of both programs in `dist`. Old syntax and no import, on purpose.
 */
(function () {
  var running = process.versions.node.split('.').map(Number);
  if (running[0] > 20 || (running[0] === 20 && running[1] >= 19)) return;
  process.stderr.write(
    'This needs Node.js 20.19 or newer; ' + process.version + ' is what runs it. See nodejs.org.\n',
  );
  process.exit(1);
})();
