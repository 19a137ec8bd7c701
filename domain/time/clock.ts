/** The only source of "now". The service has the real one; tests have one that moves when told to. */
export interface Clock {
  now(): Date
}
