#!/usr/bin/env node
// Starts the program that npm has installed for this machine.
'use strict';
const { spawn } = require('node:child_process');

const machine = `${process.platform}-${process.arch}`;
let program;
try {
  program = require.resolve(`@feuilleton/${machine}/press${process.platform === 'win32' ? '.exe' : ''}`);
} catch {
  console.error(`feuilleton: there is no program for ${machine} (install without --omit=optional, or take an archive for this machine)`);
  process.exit(2);
}
const child = spawn(program, process.argv.slice(2), { stdio: 'inherit' });
// Ctrl-C reaches both; whoever ends this one alone ends the other, too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => child.kill(signal));
}
child.on('error', (error) => {
  console.error(`feuilleton: ${program} cannot be started: ${error.message} (install it again)`);
  process.exit(2);
});
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 130 : code;
});
