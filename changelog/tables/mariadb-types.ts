/** MariaDB's UUID, INET4 and INET6 in the text form that the server prints. */
export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function inet4Text(bytes: Buffer): string {
  return bytes.join('.');
}

/** The longest run of zero groups, even a single one, is `::`, the first of equals; what stands for an IPv4 address ends with one. */
export function inet6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2));
  const zeros = groups.findIndex((group) => group !== 0);
  const mapped = zeros === 5 && groups[5] === 0xffff;
  if (mapped || zeros === 6) return `::${mapped ? 'ffff:' : ''}${inet4Text(bytes.subarray(12))}`;
  let [start, length] = [0, 0];
  for (let i = 0; i < 8; i++) {
    const end = groups.findIndex((group, j) => j >= i && group !== 0);
    const run = (end < 0 ? 8 : end) - i;
    if (run > length) [start, length] = [i, run];
  }
  const hex = groups.map((group) => group.toString(16));
  if (length === 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}
