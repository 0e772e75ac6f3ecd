package io.elementconnect.local.faults;

/** Whether a call that a fault strikes does its work. */
public enum Effect {
  /** The fault comes before the work. One that takes the place of the answer ends the call. */
  BEFORE,
  /** The work is done, and the fault takes the place of its answer. */
  AFTER
}
