import { allFields, type Field, rawValue } from '../message/header.ts';

/** Hops past which a message is held to go in circles. rfc/5321#6.3 */
const mostHops = 50;

export function goesInCircles(fields: readonly Field[]): boolean {
  return allFields(fields, 'received').length > mostHops;
}

/** The addresses this message says it was delivered to already: delivering it there again would close a circle. */
export function deliveredTo(bytes: Buffer, fields: readonly Field[]): ReadonlySet<string> {
  return new Set(allFields(fields, 'delivered-to').map(field => rawValue(bytes, field).toLowerCase()));
}
