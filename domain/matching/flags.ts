/** What can be told of an entry without opening it, one bit each. */
export const FLAG = {
  notRunning: 1,
  girlsOnly: 2,
  boysOnly: 4,
  inPerson: 8,
  online: 16,
  modeKnown: 32,
  stepFree: 64,
  notStepFree: 128,
  quiet: 256,
  loud: 512,
  bringSomeone: 1024,
  mixed: 2048,
  toLiking: 4096,
  waits: 8192,
  callsOnly: 16384,
  /** For refugees and people seeking asylum alone. */
  refugees: 32768,
} as const
