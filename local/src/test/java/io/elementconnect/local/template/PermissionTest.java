package io.elementconnect.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.elementconnect.local.template.ExecutionRole.Permission;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {
  private static final String TABLE = "arn:aws:dynamodb:us-east-1:000000000000:table/things";

  @ParameterizedTest
  @CsvSource({
    "dynamodb:GetItem, true",
    "dynamodb:getitem, true",
    "DynamoDB:Get*, true",
    "dynamodb:*, true",
    "*, true",
    "dynamodb:GetIte?, true",
    "dynamodb:GetItems, false",
    "dynamodb:Get, false",
    "dynamodb:GetItem?, false",
    "kms:*, false"
  })
  void an_action_matches_as_a_whole_in_any_case(String action, boolean allowed) {
    var permission = new Permission(action, TABLE, Map.of());

    assertThat(permission.allows("dynamodb:GetItem", TABLE, Map.of())).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:us-east-1:000000000000:table/things, true",
    "arn:aws:dynamodb:us-east-1:000000000000:table/*, true",
    "arn:aws:dynamodb:*:*:table/thing?, true",
    "*, true",
    "arn:aws:dynamodb:us-east-1:000000000000:table/Things, false",
    "arn:aws:dynamodb:us-east-1:000000000000:table/thing, false",
    "arn:aws:dynamodb:us-east-1:000000000000:table/things/index/*, false",
    "arn.aws.dynamodb.us-east-1.000000000000.table/things, false"
  })
  void a_resource_matches_as_a_whole_and_exactly(String resource, boolean allowed) {
    var permission = new Permission("dynamodb:GetItem", resource, Map.of());

    assertThat(permission.allows("dynamodb:GetItem", TABLE, Map.of())).isEqualTo(allowed);
  }

  @Test
  void a_condition_wants_its_value_and_not_just_any() {
    var permission = new Permission("kms:Decrypt", "*", Map.of("purpose", "token"));

    assertThat(permission.allows("kms:Decrypt", "key", Map.of("purpose", "token", "more", "x")))
        .isTrue();
    assertThat(permission.allows("kms:Decrypt", "key", Map.of("purpose", "completion"))).isFalse();
    assertThat(permission.allows("kms:Decrypt", "key", Map.of())).isFalse();
  }
}
