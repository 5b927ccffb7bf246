/** A server of one's own on a folder of its own, for journeys that would be in the way of the others. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** The program to start; `cargo xtask test journeys` names the one just built. */
export const PROGRAM = process.env.ONHAND_BIN;

const program = PROGRAM ?? '';
const temporary = (name: string) => mkdtemp(join(tmpdir(), `onhand-${name}-`));

export interface OwnDesk {
  /** Signs the owner in, once. */
  signIn: string;
  /** The full address of a path. */
  at: (path: string) => string;
  end: () => Promise<void>;
}

/** Starts on an empty folder, or on a copy of a filled one. */
export async function startDesk(filled?: string): Promise<OwnDesk> {
  const folder = await temporary('desk');
  if (filled !== undefined) await cp(filled, folder, { recursive: true });
  const server = spawn(program, ['--data', folder, 'serve', '--listen', '127.0.0.1:0'], {
    cwd: '..',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const signIn = await linkOf(server);
  return {
    signIn,
    at: (path) => new URL(path, signIn).href,
    end: async () => {
      server.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function linkOf({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The program has no output.');
  for await (const line of createInterface({ input: stdout })) {
    const link = /http:\S+\/sign-in\S+/.exec(line);
    if (link) return link[0];
  }
  throw new Error('The program ended before it said where it answers.');
}

export interface FilledFolder {
  path: string;
  remove: () => Promise<void>;
}

/** A folder with the small sample business, always the same, to start desks on copies of. */
export async function fillFolder(): Promise<FilledFolder> {
  const path = await temporary('sample');
  await promisify(execFile)(program, ['--data', path, 'demo', '--size', 'small', '--seed', '1'], { cwd: '..' });
  return { path, remove: () => rm(path, { recursive: true }) };
}
