import { type DocumentData, type QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';

/** A value of a field in Firestore's JSON: https://firebase.google.com/docs/firestore/reference/rest/v1/Value */
export type WireValue =
  | { nullValue: null }
  | { booleanValue: boolean }
  /** A decimal number. */
  | { integerValue: string }
  /** NaN and the infinities as text. */
  | { doubleValue: number | string }
  | { stringValue: string }
  /** ISO 8601 with nanoseconds, UTC. */
  | { timestampValue: string }
  /** Base64. */
  | { bytesValue: string }
  | { arrayValue: { values: WireValue[] } }
  | { mapValue: { fields: Record<string, WireValue> } };

export interface WireDocument {
  /** `projects/{project}/databases/(default)/documents/{path}` */
  name: string;
  fields: Record<string, WireValue>;
  createTime: string;
  updateTime: string;
}

/** A document in Firestore's JSON. @throws when a field holds a reference, a place or a vector */
export function wireDocument(projectId: string, document: QueryDocumentSnapshot): WireDocument {
  return {
    name: `projects/${projectId}/databases/(default)/documents/${document.ref.path}`,
    fields: wireFields(document.data()),
    createTime: wireTime(document.createTime),
    updateTime: wireTime(document.updateTime),
  };
}

export function wireFields(data: DocumentData): Record<string, WireValue> {
  return Object.fromEntries(Object.entries(data).map(([field, value]) => [field, wireValue(value)]));
}

export function wireTime(time: Timestamp): string {
  const second = new Date(time.seconds * 1000).toISOString().slice(0, -'.000Z'.length);
  return `${second}.${String(time.nanoseconds).padStart(9, '0')}Z`;
}

function wireValue(value: unknown): WireValue {
  if (value === null) return { nullValue: null };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'number') return wireNumber(value);
  if (value instanceof Timestamp) return { timestampValue: wireTime(value) };
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(wireValue) } };
  if (isMap(value)) return { mapValue: { fields: wireFields(value) } };
  throw new Error(`A field holds ${typeof value === 'object' ? value.constructor.name : typeof value}.`);
}

function wireNumber(value: number): WireValue {
  if (Number.isInteger(value)) return { integerValue: String(value) };
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

function isMap(value: unknown): value is DocumentData {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
