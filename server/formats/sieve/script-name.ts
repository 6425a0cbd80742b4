/** A name a script may bear. rfc/5804#1.6; no slash, since some stores of scripts have folders. */
export function isScriptName(name: string): boolean {
  const bytes = Buffer.byteLength(name);
  return bytes > 0 && bytes <= 512 && !/[\x00-\x1f\x7f-\x9f\u2028\u2029/]/.test(name) && name.isWellFormed();
}
