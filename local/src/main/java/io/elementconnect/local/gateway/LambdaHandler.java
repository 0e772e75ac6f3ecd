package io.elementconnect.local.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.Map;

/** A handler between bytes and bytes, through the conversions of Lambda's Java runtime. */
@FunctionalInterface
interface LambdaHandler {

  byte[] handle(byte[] payload, Context context) throws IOException;

  /**
   * Makes the handler by its public constructor that takes the environment.
   *
   * @param handler {@code com.example.X::handleRequest}; the class is a {@link RequestHandler} with
   *     its types stated, or a {@link RequestStreamHandler}
   * @param code has the handler's class
   * @throws IllegalArgumentException when there is no such handler, or its constructor fails
   */
  static LambdaHandler load(String handler, Map<String, String> environment, ClassLoader code) {
    if (!handler.endsWith("::handleRequest")) {
      throw new IllegalArgumentException(handler + " does not name the method handleRequest.");
    }
    return switch (instance(handler, environment, code)) {
      case RequestStreamHandler stream ->
          (payload, context) -> {
            var result = new ByteArrayOutputStream();
            stream.handleRequest(new ByteArrayInputStream(payload), result, context);
            return result.toByteArray();
          };
      case RequestHandler<?, ?> typed -> typed(typed);
      default -> throw new IllegalArgumentException(handler + " is not a Lambda handler.");
    };
  }

  private static Object instance(
      String handler, Map<String, String> environment, ClassLoader code) {
    try {
      return Class.forName(handler.substring(0, handler.indexOf("::")), true, code)
          .getConstructor(Map.class)
          .newInstance(environment);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(handler + " could not be made.", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          handler + " is not a public class with a public constructor that takes a map.", e);
    }
  }

  @SuppressWarnings("unchecked") // the serialisers are those of the handler's own types
  private static LambdaHandler typed(RequestHandler<?, ?> handler) {
    var method = method(handler.getClass());
    var input = serializer(method.getGenericParameterTypes()[0]);
    var output = serializer(method.getGenericReturnType());
    var call = (RequestHandler<Object, Object>) handler;
    return (payload, context) -> {
      var result = new ByteArrayOutputStream();
      output.toJson(
          call.handleRequest(input.fromJson(new ByteArrayInputStream(payload)), context), result);
      return result.toByteArray();
    };
  }

  private static Method method(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals("handleRequest") && !method.isBridge())
        .filter(method -> method.getParameterCount() == 2)
        .filter(method -> method.getParameterTypes()[1] == Context.class)
        .findFirst()
        .orElseThrow();
  }

  @SuppressWarnings("unchecked") // an event class has the serialiser of its own type
  private static PojoSerializer<Object> serializer(Type type) {
    if (type instanceof TypeVariable) {
      throw new IllegalArgumentException("A handler has to state its types, not " + type + ".");
    }
    return type instanceof Class<?> event
            && LambdaEventSerializers.isLambdaSupportedEvent(event.getName())
        ? LambdaEventSerializers.serializerFor((Class<Object>) event, event.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
