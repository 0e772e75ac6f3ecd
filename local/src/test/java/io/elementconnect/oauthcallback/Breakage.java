package io.elementconnect.oauthcallback;

import static io.elementconnect.local.faults.Effect.AFTER;
import static io.elementconnect.local.faults.Effect.BEFORE;
import static io.elementconnect.local.simulator.CloudElementsRoute.CREATE_INSTANCE;
import static io.elementconnect.local.simulator.CloudElementsRoute.LIST_INSTANCES;
import static io.elementconnect.local.simulator.CloudElementsRoute.OAUTH_URL;
import static io.elementconnect.local.simulator.CloudElementsRoute.READ_INSTANCE;

import io.elementconnect.local.LocalStack;
import io.elementconnect.local.aws.AwsFault;
import io.elementconnect.local.faults.Effect;
import io.elementconnect.local.simulator.CloudElementsRoute;
import io.elementconnect.local.simulator.Fault;
import io.elementconnect.local.simulator.Fault.Without.Field;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** How one call can fail at the other end, or on its way there or back. */
enum Breakage {
  CREATE_400(status(CREATE_INSTANCE, 400)),
  CREATE_401(status(CREATE_INSTANCE, 401)),
  CREATE_409_AFTER(status(CREATE_INSTANCE, 409, AFTER)),
  CREATE_429(status(CREATE_INSTANCE, 429)),
  CREATE_429_AFTER(status(CREATE_INSTANCE, 429, AFTER)),
  CREATE_503(status(CREATE_INSTANCE, 503)),
  CREATE_503_AFTER(status(CREATE_INSTANCE, 503, AFTER)),
  CREATE_404_OF_A_PROXY(
      upstream(CREATE_INSTANCE, json(404, "{\"message\":\"Not Found\"}"), BEFORE)),
  CREATE_404_OF_A_PROXY_AFTER(
      upstream(CREATE_INSTANCE, json(404, "{\"message\":\"Not Found\"}"), AFTER)),
  CREATE_AN_ELEMENT(
      upstream(CREATE_INSTANCE, json(200, "{\"id\":12345,\"key\":\"infusionsofterp\"}"), AFTER)),
  CREATE_500(status(CREATE_INSTANCE, 500)),
  CREATE_500_AFTER(status(CREATE_INSTANCE, 500, AFTER)),
  CREATE_504_AFTER(status(CREATE_INSTANCE, 504, AFTER)),
  CREATE_HTML_AFTER(upstream(CREATE_INSTANCE, Fault.Body.html(502, "<p>Bad gateway"), AFTER)),
  CREATE_CLOSED(upstream(CREATE_INSTANCE, new Fault.Close(), BEFORE)),
  CREATE_CLOSED_AFTER(upstream(CREATE_INSTANCE, new Fault.Close(), AFTER)),
  CREATE_RESET_AFTER(upstream(CREATE_INSTANCE, new Fault.Reset(), AFTER)),
  CREATE_CUT(upstream(CREATE_INSTANCE, new Fault.Cut(100), AFTER)),
  CREATE_WITHOUT_ID(upstream(CREATE_INSTANCE, new Fault.Without(Field.ID), AFTER)),
  CREATE_WITHOUT_TOKEN(upstream(CREATE_INSTANCE, new Fault.Without(Field.TOKEN), AFTER)),
  CREATE_OTHER_ELEMENT(upstream(CREATE_INSTANCE, new Fault.OtherElement(), AFTER)),
  CREATE_INVALID(upstream(CREATE_INSTANCE, new Fault.Invalid(), AFTER)),
  CREATE_LATE(upstream(CREATE_INSTANCE, new Fault.LateByListings(1), AFTER)),
  CREATE_TOO_LATE(upstream(CREATE_INSTANCE, new Fault.LateByListings(4), AFTER)),

  LIST_401(status(LIST_INSTANCES, 401)),
  LIST_429(upstream(LIST_INSTANCES, new Fault.Status(429, OptionalInt.of(30)), BEFORE)),
  LIST_500(status(LIST_INSTANCES, 500)),
  LIST_404_OF_A_PROXY(upstream(LIST_INSTANCES, Fault.Body.html(404, "<p>Not found"), BEFORE)),
  LIST_404_OF_A_GATEWAY(upstream(LIST_INSTANCES, json(404, "{\"message\":\"Not Found\"}"), BEFORE)),
  LIST_CLOSED(upstream(LIST_INSTANCES, new Fault.Close(), BEFORE)),
  LIST_WITHOUT_TAGS(upstream(LIST_INSTANCES, new Fault.Without(Field.TAGS), AFTER)),
  LIST_WITHOUT_TOKEN(upstream(LIST_INSTANCES, new Fault.Without(Field.TOKEN), AFTER)),
  READ_500(status(READ_INSTANCE, 500)),
  READ_WITHOUT_TOKEN(upstream(READ_INSTANCE, new Fault.Without(Field.TOKEN), AFTER)),
  READ_WITHOUT_TAGS(upstream(READ_INSTANCE, new Fault.Without(Field.TAGS), AFTER)),

  URL_500(status(OAUTH_URL, 500)),

  WRITE_LOST(aws("DynamoDB_20120810.UpdateItem", new AwsFault.Close(), AFTER)),
  TRANSACTION_LOST(aws("DynamoDB_20120810.TransactWriteItems", new AwsFault.Close(), AFTER)),
  TRANSACTION_IN_CONFLICT(
      aws(
          "DynamoDB_20120810.TransactWriteItems",
          new AwsFault.Cancelled(List.of("TransactionConflict", "None")),
          BEFORE));

  @SuppressWarnings("ImmutableEnumChecker") // a lambda without any state
  private final Consumer<LocalStack> breaking;

  Breakage(Consumer<LocalStack> breaking) {
    this.breaking = breaking;
  }

  void on(LocalStack stack) {
    breaking.accept(stack);
  }

  private static Fault.Kind json(int status, String body) {
    return new Fault.Body(status, "application/json", body);
  }

  private static Consumer<LocalStack> status(CloudElementsRoute route, int status) {
    return status(route, status, BEFORE);
  }

  private static Consumer<LocalStack> status(CloudElementsRoute route, int status, Effect effect) {
    return upstream(route, new Fault.Status(status), effect);
  }

  private static Consumer<LocalStack> upstream(
      CloudElementsRoute route, Fault.Kind kind, Effect effect) {
    return stack -> stack.simulator().fault(new Fault(route, kind, effect, 1));
  }

  private static Consumer<LocalStack> aws(String operation, AwsFault.Kind kind, Effect effect) {
    return stack -> stack.aws().faults().add(new AwsFault(operation, kind, effect, 1));
  }
}
