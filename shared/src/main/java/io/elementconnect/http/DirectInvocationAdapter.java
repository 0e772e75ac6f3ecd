package io.elementconnect.http;

import com.amazonaws.services.lambda.runtime.Context;
import io.elementconnect.Unavailable;
import io.elementconnect.journal.Journal;
import io.elementconnect.journal.RequestEvent.DependencyUnavailable;
import io.elementconnect.journal.RequestEvent.RequestFailed;
import io.elementconnect.json.FieldError;
import io.elementconnect.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of a function that is invoked directly: takes a JSON object and returns one. A
 * refusal is a problem with {@code status} and {@code code}. No invocation ends in an exception,
 * and no text of an exception leaves the process.
 */
public final class DirectInvocationAdapter {
  private final Journal journal;

  public DirectInvocationAdapter(Journal journal) {
    this.journal = journal;
  }

  /**
   * Serves one invocation.
   *
   * @param input null when the function was invoked with {@code null}
   * @param reader reads a request from the input; when it adds an error, the work is not called
   * @param work answers a request; {@link Unavailable} becomes a 503, anything else that it throws
   *     a 500
   */
  public <T> Map<String, Object> serve(
      @Nullable Map<String, Object> input,
      Context context,
      Function<JsonObject, T> reader,
      Function<T, Map<String, Object>> work) {
    return ScopedValue.where(Journal.REQUEST_ID, context.getAwsRequestId())
        .call(() -> answer(input == null ? Map.of() : input, reader, work));
  }

  private <T> Map<String, Object> answer(
      Map<String, Object> input,
      Function<JsonObject, T> reader,
      Function<T, Map<String, Object>> work) {
    try {
      var errors = new ArrayList<FieldError>();
      var request = reader.apply(JsonObject.root(input, errors));
      return errors.isEmpty() ? work.apply(request) : Problem.invalid(errors).toJson();
    } catch (Unavailable e) {
      journal.record(DependencyUnavailable.of(e));
      return Problem.TRY_AGAIN.toJson();
    } catch (RuntimeException | Error e) {
      journal.record(RequestFailed.of(e));
      return Problem.INTERNAL.toJson();
    }
  }
}
