export { deliverEditions } from './deliver-editions.ts'
export { quarterReport } from './quarter-report.ts'
export { syncConnection } from './sync-connection.ts'
export { scheduledSync } from './sync-once.ts'
