package io.elementconnect.local.simulator;

import io.elementconnect.local.faults.Effect;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the next calls of a route get in addition to or in place of their answer.
 *
 * <p>Faults that concern different things meet in one call: an instance that is late in listings,
 * of another element, behind a delay and a closed connection.
 *
 * @param effect {@link Effect#BEFORE} only for a {@link Delay} and what comes {@link Instead}
 * @param times how many calls, at least 1; of a {@link Making} how many instances
 */
public record Fault(CloudElementsRoute route, Kind kind, Effect effect, int times) {

  /**
   * Checks what the parts cannot check alone.
   *
   * @throws IllegalArgumentException when kind, route and effect do not fit, or {@code times} is
   *     below 1
   */
  public Fault {
    require(times >= 1, "times must be at least 1");
    require(effect == Effect.AFTER || kind.mayComeBefore(), "it needs the work to be done");
    require(kind.suits(route), "nothing of this kind can happen to " + route.text());
  }

  /** What happens. */
  public sealed interface Kind {
    /** Whether a call may be struck before its work. */
    default boolean mayComeBefore() {
      return false;
    }

    /** Whether the calls of a route can be struck. */
    default boolean suits(CloudElementsRoute route) {
      return true;
    }
  }

  /** Everything else comes later, by the real clock: before the work, or before its answer. */
  public record Delay(Duration time) implements Kind {
    /** At least a millisecond. */
    public Delay {
      require(time.toMillis() >= 1, "a delay takes time");
    }

    @Override
    public boolean mayComeBefore() {
      return true;
    }
  }

  /** What the caller sees of the answer. */
  public sealed interface Answering extends Kind {}

  /** Takes the place of the answer. */
  public sealed interface Instead extends Answering {
    @Override
    default boolean mayComeBefore() {
      return true;
    }
  }

  /**
   * An error envelope with this status, 400 to 599, whose message repeats the whole request, as
   * errors sometimes do.
   *
   * @param retryAfter seconds, for the header of that name
   */
  public record Status(int status, OptionalInt retryAfter) implements Instead {
    /** Checks the numbers. */
    public Status {
      require(status >= 400 && status <= 599, "status must be from 400 to 599");
      require(retryAfter.orElse(0) >= 0, "retryAfter must not be negative");
    }

    /** Without {@code Retry-After}. */
    public Status(int status) {
      this(status, OptionalInt.empty());
    }
  }

  /**
   * This text as the body, whatever it is, from something in between: a proxy or a gateway. It does
   * not have the request id that Cloud Elements puts on its own answers.
   */
  public record Body(int status, String contentType, String text) implements Instead {
    /** Checks the status: 200 to 599. */
    public Body {
      require(status >= 200 && status <= 599, "status must be from 200 to 599");
    }

    /** Status 200, labelled as JSON. */
    public Body(String text) {
      this(200, "application/json", text);
    }

    /** What a gateway in between shows, such as with status 502. */
    public static Body html(int status, String text) {
      return new Body(status, "text/html; charset=utf-8", text);
    }
  }

  /** The connection is closed without an answer. */
  public record Close() implements Instead {}

  /** The connection is reset without an answer. */
  public record Reset() implements Instead {}

  /** Changes the true answer. */
  public sealed interface Altering extends Answering {}

  /** All headers and the body's first bytes, never the last one; then a close. */
  public record Cut(int bytes) implements Altering {
    /** Not negative. */
    public Cut {
      require(bytes >= 0, "bytes must not be negative");
    }
  }

  /** The body behind so many spaces that it has this size, at most 64 MiB: still the same JSON. */
  public record Padded(int bytes) implements Altering {
    static final int MAX_BYTES = 64 * 1024 * 1024;

    /** From 1 to 64 MiB. */
    public Padded {
      require(bytes >= 1 && bytes <= MAX_BYTES, "bytes must be from 1 to " + MAX_BYTES);
    }
  }

  /** Each instance in a 200 lacks this field. An error stays as it is. */
  public record Without(Field field) implements Altering {
    /** What can be missing. */
    public enum Field {
      ID,
      TOKEN,
      TAGS
    }

    @Override
    public boolean suits(CloudElementsRoute route) {
      return switch (route) {
        case CREATE_INSTANCE, LIST_INSTANCES, READ_INSTANCE -> true;
        case OAUTH_URL, DELETE_INSTANCE, READ_ORGANIZATION -> false;
      };
    }
  }

  /** Changes what {@code POST /instances} makes, and so what every later answer shows. */
  public sealed interface Making extends Kind {
    @Override
    default boolean suits(CloudElementsRoute route) {
      return route == CloudElementsRoute.CREATE_INSTANCE;
    }
  }

  /** The next code that the provider refuses makes an instance all the same, with no site. */
  public record AnyCode() implements Making {}

  /** The next instance without {@code infusionsoft.private.key} is refused: it is missing. */
  public record KeyRequired() implements Making {}

  /** The instance is of another element than the requested one. */
  public record OtherElement() implements Making {}

  /** The instance has {@code "valid": false}. */
  public record Invalid() implements Making {}

  /** The instance exists and can be read, but listings do not show it yet. */
  public sealed interface Late extends Making {}

  /**
   * Missing in the next listings that would show it. All pages of one are one listing; one that a
   * fault kept from its work is none.
   */
  public record LateByListings(int listings) implements Late {
    /** At least one. */
    public LateByListings {
      require(listings >= 1, "listings must be at least 1");
    }
  }

  /** Missing in all listings for a time, by the simulator's clock. */
  public record LateByTime(Duration time) implements Late {
    /** At least a millisecond. */
    public LateByTime {
      require(time.toMillis() >= 1, "being late takes time");
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
