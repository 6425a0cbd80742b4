import { vacation } from '../capabilities.ts';
import { method } from '../method.ts';
import { askedIds, askedProperties, getReply, getShape, pick } from '../standard/get.ts';
import { currentAbsence, describeVacation, singleton, vacationProperties } from './object.ts';

/** VacationResponse/get. rfc/8621#8.1 */
export const get = method('VacationResponse/get', vacation, getShape, async (args, context) => {
  const properties = askedProperties(args.properties, vacationProperties);
  const asked = args.ids === null ? null : askedIds(args.ids);
  const { absence, state } = await currentAbsence(context);
  return getReply(args.accountId, state, asked, new Map([[singleton, pick(describeVacation(absence), properties)]]));
});
