package io.elementconnect.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.elementconnect.local.gateway.Invocation.Failed;
import io.elementconnect.local.gateway.Invocation.Returned;
import io.elementconnect.local.server.Call;
import io.elementconnect.local.server.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>. It
 * wants a Signature Version 4 in {@code Authorization}, so that no web page can call it, and does
 * not check it.
 */
final class InvokeApi {
  private static final String PREFIX = "/2015-03-31/";
  private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?(?:[0-9]{12}:)?(?:function:)?"
              + "(?<name>[A-Za-z0-9_-]+)(?::(?<qualifier>\\$LATEST|[A-Za-z0-9_-]+))?");
  private static final Pattern QUALIFIER =
      Pattern.compile("(?:^|&)Qualifier=(\\$LATEST|[A-Za-z0-9_-]+)(?:&|$)");
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private static final byte[] NO_INPUT = "{}".getBytes(StandardCharsets.UTF_8);

  private final LambdaFunctions functions;

  InvokeApi(LambdaFunctions functions) {
    this.functions = functions;
  }

  static boolean owns(Call call) {
    return call.path().startsWith(PREFIX);
  }

  Reply answer(Call call) throws ExecutionException, InterruptedException, IOException {
    var path = PATH.matcher(call.path());
    if (!call.method().equals("POST") || !path.matches()) {
      return error(404, "UnknownOperationException", "Only Invoke is here.");
    }
    if (call.header("Authorization").filter(it -> it.startsWith("AWS4-HMAC-SHA256 ")).isEmpty()) {
      return error(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    var reference = FUNCTION.matcher(ApiRequest.decodePath(path.group(1)));
    if (!reference.matches()) {
      return error(400, "ValidationException", "The function name is not one.");
    }
    if (call.body().length > LambdaFunctions.PAYLOAD_LIMIT) {
      return error(413, "RequestTooLargeException", "Request must be smaller than 6291456 bytes.");
    }
    return isJson(call.body())
        ? invoke(call, reference.group("name"), qualifier(reference, call))
        : error(400, "InvalidRequestContentException", "Could not parse request body into json.");
  }

  private Reply invoke(Call call, String name, String qualifier)
      throws ExecutionException, InterruptedException, IOException {
    var type = call.header("X-Amz-Invocation-Type").orElse("RequestResponse");
    if (!type.equals("RequestResponse")) {
      return error(400, "InvalidParameterValueException", "Only RequestResponse is here.");
    }
    var payload = call.body().length == 0 ? NO_INPUT : call.body();
    var invocation = functions.invoke(name, qualifier, payload);
    return invocation.isPresent()
        ? reply(invocation.get()).with("X-Amz-Executed-Version", qualifier)
        : error(404, "ResourceNotFoundException", "Function not found: " + functions.arn(name));
  }

  private static Reply reply(Future<Invocation> invocation)
      throws ExecutionException, InterruptedException, IOException {
    return switch (invocation.get()) {
      case Returned(var payload) -> Reply.json(200, new String(payload, StandardCharsets.UTF_8));
      case Failed failed ->
          Reply.json(200, JSON.writeValueAsString(failed))
              .with("X-Amz-Function-Error", "Unhandled");
    };
  }

  private static String qualifier(Matcher reference, Call call) {
    var inName = reference.group("qualifier");
    var inQuery = QUALIFIER.matcher(ApiRequest.decodeQuery(call.rawQuery()));
    if (inName != null) {
      return inName;
    }
    return inQuery.find() ? inQuery.group(1) : LambdaFunctions.LATEST;
  }

  private static boolean isJson(byte[] body) {
    try {
      JSON.readTree(body);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Reply error(int status, String type, String message)
      throws JsonProcessingException {
    var body = Map.of("Type", status < 500 ? "User" : "Service", "Message", message);
    return Reply.json(status, JSON.writeValueAsString(body))
        .with("X-Amzn-ErrorType", type)
        .with("X-Amzn-RequestId", UUID.randomUUID().toString());
  }
}
