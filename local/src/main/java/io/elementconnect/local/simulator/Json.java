package io.elementconnect.local.simulator;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.elementconnect.local.server.Call;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How this package reads JSON: exactly. Wrong types, duplicates and unknown fields are errors. */
final class Json {
  static final JsonMapper MAPPER = mapper();

  private Json() {}

  /** Empty when the body is not JSON, or not of this type. */
  static <T> Optional<T> read(Call call, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.readValue(call.body(), type));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static JsonMapper mapper() {
    var builder =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    for (LogicalType type :
        List.of(LogicalType.Textual, LogicalType.Boolean, LogicalType.Integer)) {
      builder.withCoercionConfig(
          type,
          coercion -> {
            for (CoercionInputShape shape : CoercionInputShape.values()) {
              coercion.setCoercion(shape, CoercionAction.Fail);
            }
          });
    }
    return builder.build();
  }
}
