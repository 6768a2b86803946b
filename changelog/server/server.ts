export { checkServer, type CheckedServer } from './checks.ts';
export { connect, connectAtStart, connectionOptions, isAccessDenied } from './connection.ts';
export { isPositionGone, isServerIdClash } from './dump-errors.ts';
export { readServer, type ServerInfo, variables } from './identity.ts';
export { checkVariables } from './settings.ts';
