import type { ConnectorErrorCode } from '../errors.ts';
import type { Complaint } from './complaints.ts';
import { isSince, type ServerInfo } from './identity.ts';

export const SETTINGS = [
  'log_bin',
  'binlog_format',
  'binlog_row_image',
  'binlog_row_metadata',
  'binlog_transaction_compression',
  'binlog_row_value_options',
];

const RECONNECT = '-- Sessions keep the value that they began with: let the writers reconnect.';
const MANAGED = '-- Cloud SQL, RDS: set the database flag or parameter of that name instead.';

/** The checks on settings alone; `values` as SHOW GLOBAL VARIABLES gives them. */
export function checkVariables(values: ReadonlyMap<string, string>, server: ServerInfo): Complaint[] {
  const complaints: Complaint[] = [];
  const complain = (code: ConnectorErrorCode, message: string, ...fix: string[]): void => {
    complaints.push({ code, message, fix });
  };
  const assign = (name: string, value: string): string[] => [setting(server, name, value), RECONNECT, MANAGED];

  if (values.get('log_bin') !== 'ON') {
    complain(
      'BINLOG_OFF',
      'The server writes no binlog.',
      'Put log_bin = binlog and server_id = 1 under [mysqld] in my.cnf, remove skip_log_bin, and restart the server.',
      '-- Cloud SQL: enable point-in-time recovery; RDS: enable automated backups.',
    );
  }
  // MySQL 9.6 and newer has no such variable: ROW is all it can do.
  const format = values.get('binlog_format');
  if (format !== undefined && format !== 'ROW') {
    const message = `binlog_format is ${format}, so changes would arrive as statements.`;
    complain('BINLOG_NOT_ROW', message, ...assign('binlog_format', 'ROW'));
  }
  // MariaDB's FULL_NODUP leaves out unchanged columns too.
  const image = values.get('binlog_row_image');
  if (image !== undefined && image !== 'FULL') {
    const message = `binlog_row_image is ${image}, so rows would lack columns.`;
    complain('ROW_IMAGE_NOT_FULL', message, ...assign('binlog_row_image', 'FULL'));
  }
  const metadata = values.get('binlog_row_metadata');
  if (metadata === undefined) {
    complain(
      'ROW_METADATA_NOT_FULL',
      `The server (${server.version}) is too old to write column names to the binlog.`,
      'Upgrade it to MySQL 8.0 or MariaDB 10.5, or newer.',
    );
  } else if (metadata !== 'FULL') {
    complain(
      'ROW_METADATA_NOT_FULL',
      `binlog_row_metadata is ${metadata}, so column names of past events would be guessed.`,
      setting(server, 'binlog_row_metadata', 'FULL'),
      MANAGED,
    );
  }
  if (values.get('binlog_transaction_compression') === 'ON') {
    complain(
      'TRANSACTION_COMPRESSION',
      'binlog_transaction_compression is ON, and such transactions cannot be decoded.',
      ...assign('binlog_transaction_compression', 'OFF'),
    );
  }
  if (values.get('binlog_row_value_options')?.includes('PARTIAL_JSON')) {
    complain(
      'PARTIAL_JSON',
      'binlog_row_value_options is PARTIAL_JSON, and such updates cannot be decoded.',
      ...assign('binlog_row_value_options', ''),
    );
  }
  return complaints;
}

function setting(server: ServerInfo, name: string, value: string): string {
  const sql = /^(ON|OFF)$/.test(value) ? value : `'${value}'`;
  if (isSince(server, '8.0', null)) return `SET PERSIST ${name} = ${sql};`;
  return `SET GLOBAL ${name} = ${sql}; -- and in my.cnf, under [mysqld]: ${name} = ${value}`;
}
