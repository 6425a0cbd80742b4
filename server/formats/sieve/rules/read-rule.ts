/** A rule out of text anybody may have written: every field checked, nothing believed. */
import type { Condition, Rule, RuleAction } from './model.ts';

/** The rule a JSON text holds, or null where it holds none. */
export function readRule(text: string): Rule | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRule(value) ? value : null;
  } catch (error) {
    // Not JSON: somebody has written here.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type Fields = Record<string, unknown>;

function isRule(value: unknown): value is Rule {
  return (
    isFields(value) &&
    isText(value.id) &&
    isText(value.name) &&
    typeof value.enabled === 'boolean' &&
    (value.when === 'all' || value.when === 'any') &&
    Array.isArray(value.conditions) &&
    value.conditions.every(isCondition) &&
    Array.isArray(value.actions) &&
    value.actions.every(isAction) &&
    typeof value.last === 'boolean'
  );
}

const matches: readonly unknown[] = ['contains', 'is', 'begins', 'ends'];

const conditions: Readonly<Record<Condition['kind'], (fields: Fields) => boolean>> = {
  from: isComparison,
  to: isComparison,
  cc: isComparison,
  recipient: isComparison,
  subject: isComparison,
  header: fields => isComparison(fields) && isText(fields.name) && /^[\x21-\x39\x3b-\x7e]+$/.test(fields.name),
  body: fields => isTexts(fields.values),
  size: fields => (fields.than === 'over' || fields.than === 'under') && isCount(fields.bytes),
  list: () => true,
  attachment: () => true,
  spam: fields => isCount(fields.least),
};

const actions: Readonly<Record<RuleAction['kind'], (fields: Fields) => boolean>> = {
  move: fields => isText(fields.mailbox),
  copy: fields => isText(fields.mailbox),
  mark: fields => isTexts(fields.flags),
  forward: fields => isText(fields.address) && typeof fields.keep === 'boolean',
  discard: () => true,
  refuse: fields => isText(fields.reason),
};

function isCondition(value: unknown): boolean {
  if (!isFields(value) || (value.not !== undefined && typeof value.not !== 'boolean')) return false;
  return (
    isText(value.kind) && Object.hasOwn(conditions, value.kind) && conditions[value.kind as Condition['kind']](value)
  );
}

function isAction(value: unknown): boolean {
  if (!isFields(value) || !isText(value.kind) || !Object.hasOwn(actions, value.kind)) return false;
  return actions[value.kind as RuleAction['kind']](value);
}

function isComparison(fields: Fields): boolean {
  return matches.includes(fields.match) && isTexts(fields.values);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** A list of texts, one at least: a test needs something to look for. */
function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
