export { checkServer, type CheckedServer } from './checks.ts';
export { connect, connectAtStart, connectionOptions } from './connection.ts';
export { readServer, type ServerInfo, variables } from './identity.ts';
export { isPositionGone } from './position-gone.ts';
export { isServerIdClash, serverIdClash } from './server-id.ts';
export { isAccessDenied } from './server-errors.ts';
export { checkVariables } from './settings.ts';
