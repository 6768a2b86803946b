import { aptInstall, firstExisting, MissingError, which } from './tools.mjs';

/** Folder-independent names of what runs the embedded database. */
export async function findMariaDb() {
  const find = () => ({
    server: which('mariadbd', searchPath()) ?? which('mysqld', searchPath()),
    install: which('mariadb-install-db', searchPath()) ?? which('mysql_install_db', searchPath()),
  });
  if (!find().server || !find().install) await aptInstall(['mariadb-server-core', 'mariadb-client-core'], 'MariaDB');
  const { server, install } = find();
  if (!server || !install)
    throw new MissingError('MariaDB is missing. Install it (macOS: brew install mariadb), or set MYSQL_URL.');
  return { FANFOLD_MARIADBD: server, FANFOLD_MARIADB_INSTALL_DB: install };
}

export async function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const mac = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  const find = () => process.env.CHROMIUM_PATH ?? names.map((name) => which(name)).find(Boolean) ?? firstExisting(mac);
  if (!find()) await aptInstall(['chromium'], 'Chromium');
  const path = find();
  if (!path) throw new MissingError('Chromium is missing. Install it, or point CHROMIUM_PATH at one.');
  return { CHROMIUM_PATH: path };
}

/** Debian keeps servers out of a user's PATH. */
function searchPath() {
  return `${process.env.PATH}:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:/usr/local/bin`;
}
