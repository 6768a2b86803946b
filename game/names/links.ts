import { latinReading } from './look-alikes.ts';

/** Top-level domains that spam is sent with. Not all there are: M.S.Dhoni and J.R.R.Tolkien are no domains. */
const DOMAINS =
  'com|net|org|info|biz|io|co|me|tv|gg|app|dev|ai|xyz|link|live|club|site|online|shop|store|top|win|bet|vip|fun|icu|ly|gl|cc|ws|ru|cn|in|lk|ir|pk|uk|de|fr|eu|us|to';

const LINKS = [
  /:\/\//,
  /\bhttps?\b/,
  /\bwww\b/,
  /\bxn--/,
  // example.com; of one letter with a path only: t.me/ana.
  new RegExp(`[\\p{L}\\p{N}-]{2,}\\.(?:${DOMAINS})(?![\\p{L}\\p{N}])`, 'u'),
  /[\p{L}\p{N}]\.\p{L}{2,}[/:]/u,
  // Handles and mail addresses.
  /@[\p{L}\p{N}_]{2,}/u,
  /\b(?:telegram|tg|whatsapp|wa|instagram|insta|ig|snapchat|snap|discord|viber|wechat)\s*[:=]/,
];

/** Whether the name sends its readers elsewhere. */
export function hasLink(name: string): boolean {
  // The ideographic full stop divides domains too (UTS #46).
  const latin = latinReading(name).replaceAll('。', '.');
  return LINKS.some((link) => link.test(latin));
}
