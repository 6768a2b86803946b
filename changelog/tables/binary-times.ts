/**
 * Dates and times as the binlog packs them, to the text that the server prints (MySQL's `my_time.cc`; MariaDB has taken the same forms over).
 * `decimals` are the column's fraction digits.
 */
export type TimeReader = (bytes: Buffer, decimals: number) => string;

/** Bytes that so many fraction digits take. */
export function fractionBytes(decimals: number): number {
  return (decimals + 1) >> 1;
}

export function readDate(bytes: Buffer): string {
  const packed = bytes.readUIntLE(0, 3);
  return dateText(packed >> 9, (packed >> 5) & 15, packed & 31);
}

export function readDatetime(bytes: Buffer, decimals: number): string {
  // 1 bit sign, 17 bits year * 13 + month, 5 bits day, 5 bits hour, 6 bits minute, 6 bits second.
  const days = (bytes.readUIntBE(0, 3) & 0x7fffff) >> 1;
  const months = days >> 5;
  const seconds = bytes.readUIntBE(2, 3) & 0x1ffff;
  const date = dateText(Math.floor(months / 13), months % 13, days & 31);
  return `${date} ${clockText(seconds >> 12, (seconds >> 6) & 63, seconds & 63)}${fractionText(bytes, 5, decimals)}`;
}

let lastDay = NaN;
let lastDate = '';

export function readTimestamp(bytes: Buffer, decimals: number): string {
  // Unsigned: MariaDB 11.5 and newer go to 2106.
  const seconds = bytes.readUInt32BE(0);
  const fraction = fractionText(bytes, 4, decimals);
  if (seconds === 0 && !/[1-9]/.test(fraction)) return `0000-00-00 00:00:00${fraction}`;
  const day = Math.floor(seconds / 86_400);
  if (day !== lastDay) {
    lastDay = day;
    lastDate = new Date(day * 86_400_000).toISOString().slice(0, 10);
  }
  const clock = seconds - day * 86_400;
  return `${lastDate} ${clockText(Math.floor(clock / 3600), Math.floor(clock / 60) % 60, clock % 60)}${fraction}`;
}

export function readTime(bytes: Buffer, decimals: number): string {
  const size = fractionBytes(decimals);
  const unit = 256 ** size;
  // One signed number of the clock's bits and the fraction, moved by half of its range.
  const packed = bytes.readUIntBE(0, 3 + size) - 0x800000 * unit;
  const magnitude = Math.abs(packed);
  const clock = Math.floor(magnitude / unit);
  const text = clockText((clock >> 12) & 1023, (clock >> 6) & 63, clock & 63);
  return `${packed < 0 ? '-' : ''}${text}${fractionDigits(magnitude % unit, decimals)}`;
}

const PAIRS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

export function dateText(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${pair(month)}-${pair(day)}`;
}

export function clockText(hour: number, minute: number, second: number): string {
  return `${pair(hour)}:${pair(minute)}:${pair(second)}`;
}

function pair(number: number): string {
  return PAIRS[number] ?? String(number);
}

function fractionText(bytes: Buffer, at: number, decimals: number): string {
  return decimals === 0 ? '' : fractionDigits(bytes.readUIntBE(at, fractionBytes(decimals)), decimals);
}

/** The stored fraction counts hundredths, ten thousandths or millionths; an odd number of digits leaves the last one out. */
function fractionDigits(stored: number, decimals: number): string {
  if (decimals === 0) return '';
  const even = fractionBytes(decimals) * 2;
  return `.${String(stored).padStart(even, '0').slice(0, decimals)}`;
}
