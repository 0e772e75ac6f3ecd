package io.elementconnect.local.lambda;

import io.elementconnect.local.faults.Effect;

/**
 * When an invocation can break off: between two of its effects.
 *
 * @param call what is called then, see {@link Wire#calls}
 * @param effect whether the call has done its work by then; its answer never arrives
 */
public record Moment(String call, Effect effect) {
  @Override
  public String toString() {
    return switch (effect) {
      case BEFORE -> "before " + call;
      case AFTER -> "after " + call;
    };
  }
}
