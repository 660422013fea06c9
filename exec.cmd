@rem `exec node …` in package.json: to every other shell `exec` is a word of its own, Windows takes this file.
@%*
