/** The rule file that decides, and whether it was imported. */
export { type RulesInForce, rulesInForce } from '../../adapters/store/classify/rules-in-force.ts'
