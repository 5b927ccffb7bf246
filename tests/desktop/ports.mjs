/** Which TCP ports a running program listens on, read from Linux's own tables. */
import { readdir, readFile, readlink } from 'node:fs/promises';

const LISTENING = '0A';

/** The port by which the WebDriver itself steers the web view does not count: only driven windows have it. */
export async function openPorts(program) {
  const sockets = new Set();
  const driven = new Set();
  for (const pid of await processesOf(program)) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    const inspector = /(?:^|\0)WEBKIT_INSPECTOR_SERVER=[^\0]*:(\d+)/.exec(environment)?.[1];
    if (inspector) driven.add(Number(inspector));
    for (const link of await links(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(link)?.[1];
      if (inode) sockets.add(inode);
    }
  }
  if (sockets.size === 0) throw new Error(`${program} is not running`);
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((table) => readFile(table, 'utf8')));
  return tables
    .flatMap((table) => table.split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENING && sockets.has(inode))
    .map(([, address]) => Number.parseInt(address.split(':')[1], 16))
    .filter((port) => !driven.has(port));
}

async function processesOf(program) {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const matches = await Promise.all(all.map(async (pid) => (await target(`/proc/${pid}/exe`)) === program));
  return all.filter((_, n) => matches[n]);
}

async function links(folder) {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map((name) => target(`${folder}/${name}`)));
}

/** Processes and files come and go while they are read; what is gone is not ours. */
function target(path) {
  return readlink(path).catch(() => '');
}
