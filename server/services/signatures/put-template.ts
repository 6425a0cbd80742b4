import { checkTemplate } from '../../formats/signature/check-template.ts';
import type { TemplateFault } from '../../formats/signature/faults.ts';
import type { Template } from '../../formats/signature/template.ts';
import { deleteTemplate, putTemplate as store, type TemplateFor } from '../../store/signatures.ts';
import { record } from '../audit/record.ts';
import type { House } from '../house.ts';
import { type Operator, requireRole } from '../people/authority.ts';

/**
 * Keeps the template of a population, or with null removes it; one that not everybody could read is not kept.
 * @returns what is wrong with it; nothing where it is kept
 * @throws Refusal not-permitted
 */
export async function putTemplate(
  house: Pick<House, 'store' | 'clock' | 'random'>,
  operator: Operator,
  population: TemplateFor,
  template: Template | null,
): Promise<readonly TemplateFault[]> {
  requireRole(operator, ['administrator']);
  const faults = template === null ? [] : checkTemplate(template);
  if (faults.length > 0) return faults;
  await house.store.database.transaction(async tx => {
    if (template === null) await deleteTemplate(tx, population);
    else await store(tx, { population, ...template }, house.clock.now());
    const facts = { population, kept: template !== null };
    await record(tx, house, { kind: 'signature-template', actor: operator, subject: null, facts });
  });
  return [];
}
