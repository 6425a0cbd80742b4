import type { Settings } from '../config/settings.ts';
import { type AddressRule, usualRule } from '../formats/person-name/address-rule.ts';
import type { LifeRules } from '../services/lifecycle/rules.ts';

/** The rules of departures, from the settings. */
export function lifeRules(settings: Settings): LifeRules {
  return {
    reminderDays: settings['reminder-days'],
    departure: settings.departure,
    farewellDays: settings['farewell-days'],
    eliminationDays: settings['elimination-delay'],
  };
}

/** The rule of addresses, from the settings. */
export function addressRule(settings: Settings): AddressRule {
  return { ...usualRule, firstSuffix: settings['homonym-suffix'] === '2' ? 2 : 1 };
}
