import type ZongJi from '@vlasky/zongji';
import type { LogEnd } from './end-watch.ts';
import { type EventPacket, rowImageBytes } from './row-images.ts';

/** What is used of the driver's connection beyond what the reader declares. */
export interface RawConnection {
  pause(): void;
  resume(): void;
  query(sql: string, callback: (error: unknown, rows?: Record<string, unknown>[]) => void): void;
  once(event: 'end', listener: () => void): void;
  handlePacket(packet: EventPacket | undefined): void;
}

const FORMAT = 15;
const HEARTBEATS = new Set([27, 41]);

/** Event types that stand for changes and that the reader hands over without saying which they are. */
const UNREADABLE = new Map([
  [18, 'EXECUTE_LOAD_QUERY'],
  [26, 'INCIDENT'],
]);

export function connectionOf(zongji: ZongJi): RawConnection | null {
  return (zongji as unknown as { connection: RawConnection | null }).connection;
}

/** Bytes that a checksum adds to every event. */
export function checksumBytes(zongji: ZongJi): number {
  return (zongji as unknown as { useChecksum: boolean }).useChecksum ? 4 : 0;
}

export interface PacketWatcher {
  /** Something came, be it of a table that nobody captures, or a heartbeat. `rowBytes`: see `rowImageBytes`. */
  onPacket: (isHeartbeat: boolean, rowBytes: number) => void;
  onUnreadable: (name: string) => void;
  /** A file begins, whose events end with so many bytes of checksum. */
  onChecksum: (bytes: number) => void;
}

/** Looks at every event of a dump, before it is handled. One is a packet of a zero byte, a time of four and the type. */
export function watchPackets(connection: RawConnection, checksumBytes: number, watcher: PacketWatcher): void {
  const handle = connection.handlePacket.bind(connection);
  connection.handlePacket = (packet) => {
    const type = packet?.buffer[packet.start + 4] === 0 ? (packet.buffer[packet.start + 9] ?? 0) : 0;
    watcher.onPacket(HEARTBEATS.has(type), packet ? rowImageBytes(type, packet, checksumBytes) : 0);
    if (packet) {
      const name = UNREADABLE.get(type);
      if (name !== undefined) watcher.onUnreadable(name);
      // Before its own checksum, which it has in any case, the event that begins a file names the algorithm of the others.
      if (type === FORMAT) watcher.onChecksum(packet.buffer[packet.end - 5] === 1 ? 4 : 0);
    }
    handle(packet);
  };
}

/** Where the server's log ends; null when it does not say. */
export async function readLogEnd(zongji: ZongJi): Promise<LogEnd | null> {
  const { ctrlConnection, serverVersion = '' } = zongji as unknown as {
    ctrlConnection: RawConnection | null;
    serverVersion?: string;
  };
  // Since MySQL 8.2; MariaDB has the other.
  const isNew = !/mariadb/i.test(serverVersion) && Number.parseFloat(serverVersion) >= 8.2;
  return new Promise((resolve) => {
    if (!ctrlConnection) resolve(null);
    ctrlConnection?.query(isNew ? 'SHOW BINARY LOG STATUS' : 'SHOW MASTER STATUS', (error, rows) => {
      const end = error ? undefined : rows?.[0];
      resolve(end ? { file: String(end['File']), pos: Number(end['Position']) } : null);
    });
  });
}

/** The reader's second connection is idle for hours, and must not be closed for it. */
export function keepControl(zongji: ZongJi): void {
  const { ctrlConnection } = zongji as unknown as { ctrlConnection: RawConnection | null };
  ctrlConnection?.query('SET SESSION wait_timeout = 2147483', () => undefined);
}
