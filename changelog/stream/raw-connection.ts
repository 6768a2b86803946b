import type ZongJi from '@vlasky/zongji';

/** What is used of the driver's connection beyond what the reader declares. */
export interface RawConnection {
  pause(): void;
  resume(): void;
  query(sql: string, callback: () => void): void;
  once(event: 'end', listener: () => void): void;
  handlePacket(packet: RawPacket | undefined): void;
}

interface RawPacket {
  buffer: Buffer;
  start: number;
}

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

/** Looks at every event of a dump. One is a packet of a zero byte, a time of four and the type. */
export function watchUnreadable(connection: RawConnection, onFound: (name: string) => void): void {
  const handle = connection.handlePacket.bind(connection);
  connection.handlePacket = (packet) => {
    const payload = packet ? packet.start + 4 : 0;
    const name = packet?.buffer[payload] === 0 ? UNREADABLE.get(packet.buffer[payload + 5] ?? 0) : undefined;
    if (name !== undefined) onFound(name);
    handle(packet);
  };
}
