package io.elementconnect.instancemetadata;

import io.elementconnect.attempts.Caller;
import io.elementconnect.http.CallerClaims;
import io.elementconnect.http.InstanceJson;
import io.elementconnect.http.Problem;
import io.elementconnect.http.ProblemType;
import io.elementconnect.http.Request;
import io.elementconnect.http.Response;
import io.elementconnect.instances.InstanceId;
import io.elementconnect.instances.Instances;
import io.elementconnect.json.FieldError;
import io.elementconnect.url.Query;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;

/** {@code GET /instances} and {@code GET /instances/{id}}: the metadata of the caller's tenant. */
final class InstanceEndpoint {
  private static final Problem UNKNOWN =
      Problem.of(ProblemType.UNKNOWN_INSTANCE, "There is no instance with this id.");
  private static final Pattern LIMIT = Pattern.compile("[1-9][0-9]?|100");
  private static final String STANDARD_LIMIT = "50";

  private final Instances instances;
  private final InstanceJson instanceJson;
  private final CallerClaims claims;

  InstanceEndpoint(Instances instances, InstanceJson instanceJson, CallerClaims claims) {
    this.instances = instances;
    this.instanceJson = instanceJson;
    this.claims = claims;
  }

  Response get(Request request) {
    return claims.withCaller(request, caller -> get(request, caller));
  }

  Response list(Request request) {
    return claims.withCaller(request, caller -> list(request, caller));
  }

  private Response get(Request request, Caller caller) {
    return InstanceId.parse(request.pathParameter("id"))
        .flatMap(id -> instances.find(caller.tenant(), id))
        .map(instance -> Response.json(200, instanceJson.of(instance)))
        .orElseGet(() -> Response.problem(UNKNOWN));
  }

  private Response list(Request request, Caller caller) {
    return Query.parse(request.rawQuery())
        .map(query -> list(caller.tenant(), query))
        .orElseGet(() -> Response.problem(Problem.MALFORMED_QUERY));
  }

  private Response list(String tenant, Query query) {
    var errors = new ArrayList<FieldError>();
    for (var name : query.names()) {
      if (!name.equals("limit") && !name.equals("cursor")) {
        errors.add(new FieldError(name, "is not known"));
      }
    }
    var limit = query.has("limit") ? query.single("limit").orElse("") : STANDARD_LIMIT;
    if (!LIMIT.matcher(limit).matches()) {
      errors.add(new FieldError("limit", "must be a number from 1 to 100"));
    }
    // Only a position: whatever the cursor is, only the tenant's partition is read.
    var after = query.single("cursor").flatMap(InstanceId::parse);
    if (query.has("cursor") && after.isEmpty()) {
      errors.add(new FieldError("cursor", "must be the nextCursor of an earlier response"));
    }
    return errors.isEmpty()
        ? page(instances.list(tenant, Integer.parseInt(limit), after.orElse(null)))
        : Response.problem(Problem.invalid(errors));
  }

  private Response page(Instances.Page page) {
    var json = new LinkedHashMap<String, Object>();
    json.put("items", page.items().stream().map(instanceJson::of).toList());
    json.put("nextCursor", page.next() == null ? null : page.next().toString());
    return Response.json(200, json);
  }
}
