/**
 * Strikes a harbour bell twice: content/media/harbour-bell.mp3.
 *
 * Needs ffmpeg with libmp3lame on the PATH, and no packages: node content/pictures/sound.mjs
 */
import { execFileSync } from 'node:child_process';

const RATE = 44_100;
const SECONDS = 3.8;
const STRIKES = [{ at: 0.05, force: 1 }, { at: 1.55, force: 0.72 }];

/** Partials of a cast bell: ratio to the strike note, loudness, seconds until it has faded to a third. */
const PARTIALS = [
  [0.5, 0.45, 2.6], [1, 0.8, 1.5], [1.19, 0.62, 1.2], [1.5, 0.3, 0.8], [2, 0.7, 0.75],
  [2.51, 0.24, 0.42], [3.01, 0.26, 0.32], [4.17, 0.16, 0.2], [5.43, 0.1, 0.12], [6.8, 0.07, 0.07],
];
const STRIKE_NOTE = 392;

/** The bell `time` seconds after a strike. Each partial is a slightly detuned pair, which makes it beat. */
const ring = (time) => time < 0 ? 0 : PARTIALS.reduce((sum, [ratio, loud, fade], i) => {
  const turn = 2 * Math.PI * STRIKE_NOTE * ratio * time;
  const pair = Math.sin(turn) + 0.6 * Math.sin(turn * (1 + 0.0009 * (i + 1)) + i);
  return sum + loud * pair * Math.exp(-time / fade) * Math.min(1, time / 0.003);
}, 0);

const raw = Float64Array.from({ length: Math.round(RATE * SECONDS) }, (_, n) => {
  const time = n / RATE;
  const end = Math.min(1, (SECONDS - time) / 0.5);
  return end * STRIKES.reduce((sum, { at, force }) => sum + force * ring(time - at), 0);
});
const peak = raw.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const samples = Int16Array.from(raw, (value) => Math.round((value / peak) * 0.84 * 32_767));

const file = new URL('../media/harbour-bell.mp3', import.meta.url).pathname;
execFileSync('ffmpeg', [
  '-loglevel', 'error', '-y', '-f', 's16le', '-ar', String(RATE), '-ac', '1', '-i', '-',
  '-c:a', 'libmp3lame', '-b:a', '64k', '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact', file,
], { input: Buffer.from(samples.buffer) });
