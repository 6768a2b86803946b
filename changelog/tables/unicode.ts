const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function decodeUtf8(bytes: Buffer): string {
  return bytes.toString('utf8');
}

export function decodeUtf16le(bytes: Buffer): string {
  return wellFormed(bytes.toString('utf16le'));
}

/** Big-endian. */
export function decodeUtf16(bytes: Buffer): string {
  return decodeUtf16le(Buffer.from(bytes).swap16());
}

/** As UTF-16, but for UCS-2 a pair of surrogates is two characters that do not exist. */
export function decodeUcs2(bytes: Buffer): string {
  const text = Buffer.from(bytes).swap16().toString('utf16le');
  return text.replace(/[\ud800-\udfff]/g, '\ufffd\ufffd\ufffd');
}

export function decodeUtf32(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    const point = bytes.readUInt32BE(i);
    text += point <= 0x10ffff ? String.fromCodePoint(point) : '?';
  }
  return wellFormed(text);
}

/** Reading the server's UTF-8 makes three replacement characters of half a pair. */
function wellFormed(text: string): string {
  return text.replace(LONE, '\ufffd\ufffd\ufffd');
}
