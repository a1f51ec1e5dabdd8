import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs packages of the distribution. Does nothing unless this is Debian or Ubuntu, as root. */
export function installPackages(packages: readonly string[]): void {
  if (packages.length === 0 || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log(`Installing ${packages.join(' and ')} from the distribution.`);
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  apt('update', '-qq');
  // One by one, so that a package that isn't there keeps no other from being installed.
  for (const name of packages) apt('install', '-y', '-qq', '--no-install-recommends', name);
}
