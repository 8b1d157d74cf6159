import { hostname } from 'node:os'

/** Names this process in the record of each attempt to send a mail: "4711@reports-1". */
export const workerName = `${process.pid}@${hostname()}`
