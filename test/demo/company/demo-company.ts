import { simulateCompany } from '../../../demo/company/generate.ts'

/** The demo's company, simulated once for all test files of a process. Nobody may change it. */
export const demoCompany = simulateCompany()
